import type { Page } from "@playwright/test";
import { dispatchOrder, placeOrder } from "@/scripts/testing/newcomer-steps";
import {
  decideInEtsy,
  deleteIntegration,
  expect,
  heading,
  logins,
  signIn,
  startDraft,
  test,
} from "./fixtures";

const shop = "MapleAndMoss";
const customer = "Maple & Moss Pty Ltd";

type Actor = { title: string; login: { email: string; password: string }; waits: boolean };
const actors: Actor[] = [
  { title: "An admin", login: logins.admin, waits: true },
  { title: "A customer user", login: logins.customerUser, waits: false },
];

/** Steps 2 to 4, from "Connect" to "Finish". */
async function connectAndFinish(page: Page) {
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("Connect the shop first")).toBeVisible();
  const etsy = await decideInEtsy(page, "maple", "Allow");
  await expect(heading(etsy, "You can close this tab")).toBeVisible();
  await etsy.close();
  await expect(page.getByText(`Connected to ${shop}`)).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();

  await expect(heading(page, "Order Creation")).toBeVisible();
  const otherwise = page.getByLabel("Otherwise");
  await expect(otherwise.getByRole("option", { name: "Sydney" })).toHaveCount(0);
  await otherwise.selectOption({ label: "Melbourne" });
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText(/would/).first()).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();

  await expect(heading(page, "Fulfilment")).toBeVisible();
  await expect(page.getByLabel("Complete Fulfilment through CartonCloud")).toBeChecked();
  await page.getByRole("button", { name: "Finish" }).click();
}

for (const { title, login, waits } of actors)
  test(`${title} connects a shop, and a paid receipt comes back completed with its tracking`, async ({
    page,
    browser,
    baseURL,
    sandbox,
  }) => {
    test.setTimeout(240_000);
    const told = (webhookUrl: string) => sandbox.etsy("PUT", "/settings", { webhookUrl });
    await told("");
    await signIn(page, login);
    await startDraft(page, "Maple on Etsy", customer);
    await connectAndFinish(page);
    await expect(heading(page, "Maple on Etsy")).toBeVisible();

    const receiptId = await placeOrder(browser, sandbox.etsyUrl);
    // Etsy sends no webhook: by itself within one pull interval, or at once when asked.
    if (!waits) {
      await expect(page.getByRole("button", { name: "Pull now" })).toBeEnabled();
      await page.getByRole("button", { name: "Pull now" }).click();
    }
    const row = page.getByRole("row", { name: new RegExp(receiptId) });
    await expect(row).toContainText("At the warehouse", { timeout: 130_000 });

    await dispatchOrder(browser, sandbox.cartonCloudUrl, receiptId);
    await page.getByRole("button", { name: "Pull now" }).click();
    await expect(row).toContainText("Completed", { timeout: 60_000 });

    await row.getByRole("link", { name: receiptId }).click();
    await expect(heading(page, `Receipt ${receiptId}`)).toBeVisible();
    for (const sentence of [
      "The receipt was read from Etsy",
      "The outbound order was created in CartonCloud.",
      "The warehouse dispatched the order.",
      "Etsy was told of the parcel",
      "The receipt is completed in Etsy.",
    ])
      await expect(page.getByText(sentence).first()).toBeVisible();
    const receipt = await sandbox.etsy("GET", `/receipts/${receiptId}`);
    expect(receipt.shipments).toHaveLength(1);

    await page.getByRole("link", { name: "Maple on Etsy" }).first().click();
    await told(`${baseURL}/api/webhooks/etsy`);
    const next = await placeOrder(browser, sandbox.etsyUrl);
    const nextRow = page.getByRole("row", { name: new RegExp(next) });
    await expect(nextRow).toContainText("At the warehouse", { timeout: 20_000 });

    await page.getByRole("button", { name: "Preview next pull" }).click();
    const preview = page.getByRole("dialog", { name: "Preview of the next pull" });
    await expect(preview.getByText("would change nothing")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(preview).toBeHidden();
    await expect(page.getByText("Etsy lets this app complete orders")).toBeVisible();

    await page.getByRole("link", { name: /^Reconfigure/ }).click();
    await page.getByLabel("Name").fill("Maple, renamed");
    await page.getByRole("button", { name: "Next" }).click();
    await expect(heading(page, "Authentication")).toBeVisible();
    await page.goto("/integrations");
    const listed = page.getByRole("link", { name: new RegExp(customer) });
    const etsy = page.getByRole("link", { name: "Etsy", exact: true });
    await expect(listed.or(etsy)).toBeVisible();
    if (await listed.isVisible()) {
      await expect(listed).toContainText("1 active integration");
      await listed.click();
    }
    await etsy.click();
    await deleteIntegration(page, "Maple, renamed");
    await expect(page.getByText(`${customer} has no Etsy shop yet`)).toBeVisible();
  });
