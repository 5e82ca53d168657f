import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { chromium } from "@playwright/test";
import { routes } from "@/scripts/testing/routes";
import { fromRoot } from "./launcher/paths";
import { createProgress } from "./launcher/progress";
import { browserArguments, findBrowser } from "./testing/browser";
import { closeWeeksBefore } from "./testing/close-weeks-before";
import { control } from "./testing/control";
import { connectShop, dispatchOrder, placeOrder } from "./testing/newcomer-steps";
import { startStack } from "./testing/stack";
import { temporaryFolder } from "./testing/temporary-folder";

const folder = fromRoot("docs", "screenshots");

async function shoot(page: Page, name: string, { fullPage } = { fullPage: true }): Promise<void> {
  await page.bringToFront();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: width === 375 ? 812 : 900 });
      await page.waitForLoadState("networkidle");
      const overflows = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      );
      if (overflows) throw new Error(`${name} scrolls sideways at ${width}.`);
      await page.screenshot({
        path: `${folder}/${name}-${colorScheme}-${width}.png`,
        animations: "disabled",
        fullPage,
      });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function order(etsyUrl: string, body: object): Promise<void> {
  await fetch(`${etsyUrl}/_sandbox/shops/61000001/receipts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** An order from the shop to the buyer, until its row shows a state. */
async function sendOrder(page: Page, state: string) {
  const receiptId = await placeOrder(browser, stack.etsyUrl);
  await page.getByRole("button", { name: "Pull now" }).click();
  const row = page.getByRole("row", { name: new RegExp(receiptId) });
  await row.getByText("At the warehouse").waitFor({ timeout: 60_000 });
  await dispatchOrder(browser, stack.cartonCloudUrl, receiptId);
  await page.getByRole("button", { name: "Pull now" }).click();
  await row.getByText(state).waitFor({ timeout: 60_000 });
  return { receiptId, row };
}

/** Etsy lets nobody but the seller complete an order: it becomes a task. */
async function openTask(page: Page): Promise<void> {
  const fault = { kind: "status", status: 403, body: { error: "Forbidden" } };
  await control(stack.etsyUrl, "POST", "/faults", {
    route: routes.tracking,
    when: "before",
    fault,
  });
  const { receiptId, row } = await sendOrder(page, "Waiting for you");
  await row.getByRole("link", { name: receiptId }).click();
  await page.getByRole("region", { name: "Complete it in Etsy" }).waitFor();
}

mkdirSync(folder, { recursive: true });
const data = temporaryFolder("screenshots-");
const stack = await startStack({ dataDir: data.path, progress: createProgress() });
const found = await findBrowser();
const browser = await chromium.launch({ executablePath: found.path, args: browserArguments });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const name of ["sign-in", "forgot-password", "reset-password", "join"]) {
    await page.goto(`${stack.appUrl}/${name}`);
    await shoot(page, name);
  }
  await connectShop(page, stack.appUrl);
  await order(stack.etsyUrl, { count: 4 });
  await order(stack.etsyUrl, { lines: [{ listingId: 81000007 }] });
  await order(stack.etsyUrl, { lines: [{ listingId: 81000006 }] });
  const { receiptId, row } = await sendOrder(page, "Completed");
  const integration = page.url();
  await shoot(page, "integration");
  await order(stack.etsyUrl, { count: 2 });
  await order(stack.etsyUrl, { lines: [{ listingId: 81000007 }] });
  await page.getByRole("button", { name: "Preview next pull" }).click();
  await page.getByRole("region", { name: "Preview" }).waitFor();
  await shoot(page, "preview", { fullPage: false });
  await page.keyboard.press("Escape");
  await row.getByRole("link", { name: receiptId }).click();
  await page.getByRole("heading", { name: `Receipt ${receiptId}` }).waitFor();
  await shoot(page, "order");
  for (const step of ["initial-configuration", "authentication", "order-creation", "fulfilment"]) {
    await page.goto(`${integration}/configure/${step}`);
    await shoot(page, step);
  }
  await page.goto(integration);
  await openTask(page);
  await shoot(page, "order-task");
  const monday = await closeWeeksBefore(stack.databaseUrl);
  const billing = {
    "billing-week": `billing/${monday}`,
    "billing-month": `billing/months/${monday.slice(0, 7)}`,
    "billing-reconcile": `billing/${monday}/reconcile`,
    prices: "settings/prices",
  };
  for (const [name, path] of Object.entries(billing)) {
    await page.goto(`${stack.appUrl}/${path}`);
    await shoot(page, name);
  }
  for (const name of ["integrations", "billing", "settings", "account", "audit", "nowhere"]) {
    await page.goto(`${stack.appUrl}/${name}`);
    await shoot(page, name);
  }
} finally {
  await browser.close();
  await stack.stop();
  data.remove();
}
