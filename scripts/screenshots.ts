import { mkdirSync, rmSync } from "node:fs";
import { chromium } from "@playwright/test";
import { wizardSteps } from "@/server/integrations/words";
import { createProgress } from "./launcher/progress";
import { shootLoading } from "./screenshots/loading";
import { shootMails } from "./screenshots/mails";
import { shootRefusedSteps } from "./screenshots/refused-steps";
import { folder, shootPage, shootState } from "./screenshots/shoot";
import { shootAround, shootEmpty, shootSignedOut } from "./screenshots/states";
import { shootCustomerUser, shootHeldQuestions, shootWindows } from "./screenshots/windows";
import { worldOf } from "./screenshots/world";
import { browserArguments, findBrowser } from "./testing/browser";
import { closeWeeksBefore } from "./testing/close-weeks-before";
import { connectShop } from "./testing/newcomer-steps";
import { startStack } from "./testing/stack";
import { temporaryFolder } from "./testing/temporary-folder";

// A picture of what is no longer there must not stay.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const data = temporaryFolder("screenshots-");
const stack = await startStack({ dataDir: data.path, progress: createProgress() });
const found = await findBrowser();
const browser = await chromium.launch({ executablePath: found.path, args: browserArguments });
const world = worldOf(stack, browser);
const failures: string[] = [];
/** What one part cannot show must not keep the others from being shown. */
async function part(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    failures.push(`${name}: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
}
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const name of ["sign-in", "forgot-password", "reset-password", "confirm-email", "join"]) {
    await page.goto(`${stack.appUrl}/${name}`);
    await shootPage(page, name);
  }
  await part("signed out", () => shootSignedOut(page, stack));
  await connectShop(page, stack.appUrl);
  const integration = page.url();
  await page.getByText("First steps").waitFor();
  await shootState(page, "first-steps");
  await part("a month of orders", () => world.pastMonth(page));
  await world.order({ count: 4 });
  await world.order({ lines: [{ listingId: 81000007 }] });
  await world.order({ lines: [{ listingId: 81000006 }] });
  await part("orders", async () => {
    const { receiptId, row } = await world.sendOrder(page, "Completed");
    await shootPage(page, "integration");
    await world.order({ count: 2 });
    await world.order({ lines: [{ listingId: 81000007 }] });
    await page.getByRole("button", { name: "Preview next pull" }).click();
    await page.getByRole("region", { name: "Preview" }).waitFor();
    await shootState(page, "preview");
    await page.keyboard.press("Escape");
    await row.getByRole("link", { name: receiptId }).click();
    await page.getByRole("heading", { name: `Receipt ${receiptId}` }).waitFor();
    await shootPage(page, "order");
    await page.goto(`${integration}?state=held`);
    await page.getByRole("row").getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: /^Receipt / }).waitFor();
    await shootPage(page, "order-held");
  });
  for (const { id } of wizardSteps)
    await part(id, async () => {
      await page.goto(`${integration}/configure/${id}`);
      await shootPage(page, id);
    });
  await part("refused steps", () => shootRefusedSteps(page, integration));
  await part("loading", () => shootLoading(page, stack.appUrl, integration));
  await part("held questions", () => shootHeldQuestions(page, integration));
  await part("around", () => shootAround(page, browser, stack, world, integration));
  await part("task", async () => {
    await page.goto(integration);
    await world.openTask(page);
    await shootPage(page, "order-task");
  });
  await part("lists", async () => {
    await page.goto(`${stack.appUrl}/integrations`);
    await shootPage(page, "integrations");
    await page.getByRole("link", { name: /Maple & Moss/ }).click();
    await page.getByRole("link", { name: "Etsy", exact: true }).waitFor();
    await shootPage(page, "customer");
    await page.getByRole("link", { name: "Etsy", exact: true }).click();
    await page.getByText("Instances").waitFor();
    await shootPage(page, "instances");
  });
  const monday = await closeWeeksBefore(stack.databaseUrl);
  const pages = {
    billing: "billing",
    "billing-week": `billing/${monday}`,
    "billing-month": `billing/months/${monday.slice(0, 7)}`,
    "billing-reconcile": `billing/${monday}/reconcile`,
    prices: "settings/prices",
    settings: "settings",
    account: "account",
    audit: "audit",
    glossary: "glossary",
    nowhere: "nowhere",
  };
  for (const [name, path] of Object.entries(pages))
    await part(name, async () => {
      await page.goto(`${stack.appUrl}/${path}`);
      await shootPage(page, name);
    });
  await part("windows", () => shootWindows(page, stack, monday));
  await part("customer user", () => shootCustomerUser(browser, stack));
  await part("empty", () => shootEmpty(page, stack));
  const integrationId = integration.split("/").at(-1) ?? "";
  await part("mails", () => shootMails(page, stack, world, integrationId));
} finally {
  for (const failure of failures) console.error(failure);
  await browser.close();
  await stack.stop();
  data.remove();
}
process.exitCode = failures.length > 0 ? 1 : 0;
