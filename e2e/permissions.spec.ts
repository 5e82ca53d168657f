import { expect, logins, signIn, test } from "./fixtures";

test("A customer user who may only look is told why and whom to ask, and may at the next click once an admin allows it", async ({
  page,
  browser,
  baseURL,
}) => {
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const customer = await context.newPage();
  await signIn(customer, logins.customerUser);
  await customer.goto("/integrations");
  await customer.getByRole("link", { name: "Etsy", exact: true }).click();
  const configure = customer.getByRole("link", { name: /^Configure/ });
  await expect(configure).toBeVisible();

  await signIn(page, logins.admin);
  await page.goto("/settings");
  const all = page.getByLabel("Allow Customer to access Self-Managed Integrations");
  const one = page.getByLabel(
    "Allow access to configure Self-Managed Integrations: Maple & Moss Pty Ltd",
  );
  const saved = page.getByText("Access saved").first();
  try {
    await all.click();
    await expect(saved).toBeVisible();
    await customer.reload();
    const refused = customer.getByRole("button", { name: /^Configure/ });
    await expect(refused).toHaveAttribute("aria-disabled", "true");
    const why =
      /has not given Maple & Moss Pty Ltd access to configure integrations\. Ask Alex Admin/;
    await expect(refused).toHaveAccessibleDescription(why);
    await expect(customer.getByText(why)).toBeVisible();
    // The address alone opens no wizard either.
    await customer.goto(`${new URL(customer.url()).pathname}/new`);
    await expect(customer.getByRole("button", { name: "Next" })).toBeHidden();
    await customer.goBack();

    await one.selectOption({ label: "Yes" });
    await expect(page.getByRole("row", { name: /^Maple & Moss/ })).toContainText("May configure");
    await customer.reload();
    await expect(configure).toBeVisible();
  } finally {
    await one.selectOption({ label: "Follow organisation" });
    if (!(await all.isChecked())) await all.click();
    await expect(all).toBeChecked();
    await page.waitForLoadState("networkidle");
    await context.close();
  }
});
