import { readFileSync } from "node:fs";
import { deleteIntegration, expect, finish, heading, openMapleShop, test } from "./fixtures";

test("An admin has a buyer's personal data erased, and finds that in the audit log and its export", async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  await openMapleShop(page, "Private shop");
  await finish(page);
  const placed = await sandbox.etsy("POST", "/shops/61000001/receipts", { name: "Erna Gone" });
  const [receiptId] = placed.receipt_ids as number[];
  await page.getByRole("button", { name: "Pull now" }).click();
  const row = page.getByRole("row", { name: new RegExp(String(receiptId)) });
  await expect(row).toContainText("At the warehouse", { timeout: 130_000 });
  await row.getByRole("link", { name: String(receiptId) }).click();

  await expect(page.getByText("Erna Gone").first()).toBeVisible();
  await page.getByRole("button", { name: "Erase personal data" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase personal data" });
  await expect(dialog.getByText("nobody can undo it")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Erna Gone").first()).toBeVisible();
  await page.getByRole("button", { name: "Erase personal data" }).click();
  await dialog.getByRole("button", { name: "Erase", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("had the buyer's personal data erased")).toBeVisible();
  await expect(page.getByText("Etsy still has it")).toBeVisible();

  await page.goto("/audit");
  await page.getByLabel("Action").selectOption({ label: "Personal data: erased" });
  await page.getByLabel("From").fill("2026-01-01");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/action=personal_data\.erased/);
  await expect(page.getByRole("row", { name: /Personal data: erased/ })).toHaveCount(1);
  const exported = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as CSV" }).click();
  const lines = readFileSync(await (await exported).path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("personal_data.erased");
  expect(lines[1]).not.toContain("Erna");

  await page.goto("/audit?before=2026-99-99_1&from=tomorrow");
  await expect(page.getByText("Nothing can be shown for this address")).toBeVisible();
  await page.getByRole("link", { name: "Show all changes" }).click();
  await expect(heading(page, "Audit log")).toBeVisible();

  await page.goto("/integrations");
  await page.getByRole("link", { name: /Maple & Moss Pty Ltd/ }).click();
  await page.getByRole("link", { name: "Etsy", exact: true }).click();
  await deleteIntegration(page, "Private shop");
});
