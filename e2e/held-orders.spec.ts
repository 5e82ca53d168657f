import { deleteIntegration, expect, finish, openMapleShop, test } from "./fixtures";

const receipts = "/shops/61000001/receipts";

test("Held orders are answered where they are listed, with the number of orders told first", async ({
  page,
  sandbox,
}) => {
  test.setTimeout(180_000);
  await openMapleShop(page, "Held shop");
  await expect(page.getByText(/until .+, is charged in full/)).toBeVisible();
  await finish(page);
  const fig = { listingId: 81000007 };
  await sandbox.etsy("POST", receipts, { count: 3, lines: [fig] });
  await sandbox.etsy("POST", receipts, { lines: [fig, { sku: "VASE-X", title: "Vase" }] });
  await sandbox.etsy("POST", receipts, { count: 2, address: { city: "" } });
  await page.getByRole("button", { name: "Pull now" }).click();

  await expect(page.getByText("SKU CNDL-FIG: 4 orders wait")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("6 orders wait for you")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Choose the product code for SKU CNDL-FIG" }).click();
  await expect(page.getByText("1 order waits for another SKU too")).toBeVisible();
  await page.getByRole("button", { name: "Use CANDLE-FIG and release 3 orders" }).click();
  await expect(
    page.getByText("3 orders go on. 1 order still waits for another SKU."),
  ).toBeVisible();
  await expect(page.getByText("SKU VASE-X: 1 order waits")).toBeVisible();

  await page
    .getByRole("button", { name: "Dismiss 2 orders of: The address is incomplete" })
    .click();
  const dialog = page.getByRole("dialog", { name: "Dismiss 2 orders" });
  await dialog.getByRole("button", { name: "Dismiss 2 orders" }).click();
  await expect(dialog.getByText("Say why these orders are left out")).toBeVisible();
  await dialog.getByLabel("Why").fill("Test orders");
  await dialog.getByRole("button", { name: "Dismiss 2 orders" }).click();
  await expect(page.getByText("2 orders are dismissed.")).toBeVisible();
  await expect(page.getByText("1 order waits for you")).toBeVisible();

  await page.getByRole("button", { name: "Remove CNDL-FIG" }).click();
  const forget = page.getByRole("dialog", { name: "Forget what CNDL-FIG is called" });
  await expect(forget.getByText(/made with it since/)).toBeVisible();
  await forget.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Where an order waits for an SKU")).toBeVisible();
  await deleteIntegration(page, "Held shop");
});
