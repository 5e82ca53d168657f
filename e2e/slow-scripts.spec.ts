import { expect, logins, test } from "./fixtures";

test("What is pressed before a page's scripts have come is not lost and goes nowhere", async ({
  page,
}) => {
  let letThrough = () => {};
  const slow = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await slow;
    await route.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  const signIn = page.getByRole("button", { name: "Sign in" });
  await expect(signIn).toBeVisible();
  await expect(signIn).toBeDisabled();
  await expect(page.getByLabel("Password")).toBeDisabled();
  await signIn.click({ force: true });
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).search).toBe("");
  letThrough();
  await page.getByLabel("E-mail address").fill(logins.admin.email);
  await page.getByLabel("Password").fill(logins.admin.password);
  await signIn.click();
  await page.waitForURL(/\/integrations/);
});
