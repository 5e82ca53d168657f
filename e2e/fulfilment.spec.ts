import { routes } from "@/scripts/testing/routes";
import { deleteIntegration, expect, finish, openMapleShop, test } from "./fixtures";

test("An order that Etsy lets nobody but the seller complete becomes a task, and is checked when it is done by hand", async ({
  page,
  browser,
  sandbox,
}) => {
  test.setTimeout(180_000);
  await openMapleShop(page, "Task shop");
  await page.getByRole("radio", { name: "Only show it on the order" }).check();
  await finish(page);
  const placed = await sandbox.etsy("POST", "/shops/61000001/receipts", {});
  const receiptId = String((placed.receipt_ids as number[])[0]);
  await page.getByRole("button", { name: "Pull now" }).click();
  const row = page.getByRole("row", { name: new RegExp(receiptId) });
  await expect(row.getByText("At the warehouse")).toBeVisible({ timeout: 60_000 });

  await sandbox.etsy("POST", "/faults", {
    route: routes.tracking,
    when: "before",
    times: "always",
    fault: { kind: "status", status: 403, body: { error: "Forbidden" } },
  });
  const floor = await browser.newPage();
  await floor.goto(sandbox.cartonCloudUrl);
  await floor.getByRole("link", { name: receiptId }).click();
  const code = await floor.getByLabel("Tracking number").first().inputValue();
  await floor.getByRole("button", { name: "Dispatch", exact: true }).click();
  await expect(floor.getByText("DISPATCHED").first()).toBeVisible();
  await floor.close();

  await page.getByRole("button", { name: "Pull now" }).click();
  await expect(row.getByText("Waiting for you")).toBeVisible({ timeout: 60_000 });
  await row.getByRole("link", { name: receiptId }).click();
  const task = page.getByRole("region", { name: "Complete it in Etsy" });
  await expect(task.getByText(code)).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await task.getByRole("button", { name: "Copy the tracking number" }).click();
  await expect(task.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);

  await page.getByRole("button", { name: "Mark done by hand" }).click();
  await expect(page.getByText("Etsy does not show this receipt as shipped yet.")).toBeVisible();
  await sandbox.etsy("POST", `/receipts/${receiptId}/ship`, {
    tracking_code: code,
    carrier_name: "usps",
  });
  await page.getByRole("button", { name: "Mark done by hand" }).click();
  await expect(page.getByText("marked it done.")).toBeVisible();
  await expect(page.getByText("Nothing is left to do.").first()).toBeVisible();

  await sandbox.etsy("DELETE", "/faults");
  await page.getByRole("link", { name: "Task shop" }).click();
  await expect(page.getByText("Completing orders", { exact: false }).first()).toBeVisible();
  await deleteIntegration(page, "Task shop");
});
