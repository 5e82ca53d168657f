import type { Browser, Page } from "@playwright/test";
import { demoLogins } from "@/db/seed";

/** Signs in as the demo admin and takes the four steps; ends on the integration's page. */
export async function connectShop(page: Page, appUrl: string): Promise<void> {
  await page.goto(`${appUrl}/sign-in`);
  await page.getByLabel("E-mail address").fill(demoLogins.admin.email);
  await page.getByLabel("Password").fill(demoLogins.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: /Maple & Moss/ }).click();
  await page.getByRole("link", { name: "Etsy", exact: true }).click();
  await page.getByRole("link", { name: /^Configure/ }).click();
  await page.getByLabel("Name").fill("My first shop");
  await page.getByRole("button", { name: "Next" }).click();
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Connect" }).click();
  const consent = await opened;
  await consent.getByRole("button", { name: "Allow" }).click();
  await consent.waitForURL(/\/connected/);
  await consent.close();
  await page.getByText("Connected to").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Otherwise").selectOption({ label: "Melbourne" });
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Finish" }).click();
  await page.getByRole("button", { name: "Pull now" }).waitFor();
}

/** Presses the shop manager's button for one order; its receipt number. */
export async function placeOrder(browser: Browser, etsyUrl: string): Promise<string> {
  const buyer = await browser.newPage();
  await buyer.goto(etsyUrl);
  await buyer.getByRole("link", { name: "MapleAndMoss" }).click();
  await buyer.getByRole("button", { name: "Place an order" }).click();
  const title = buyer.getByRole("heading", { level: 1, name: /^Receipt \d+$/ });
  const receiptId = ((await title.textContent()) ?? "").replace(/\D/g, "");
  await buyer.close();
  return receiptId;
}

/** Sends an order from the warehouse floor with the parcel that the floor offers. */
export async function dispatchOrder(browser: Browser, floorUrl: string, receiptId: string) {
  const floor = await browser.newPage();
  await floor.goto(floorUrl);
  await floor.getByRole("link", { name: receiptId }).click();
  await floor.getByRole("button", { name: "Dispatch", exact: true }).click();
  await floor.getByText("DISPATCHED").first().waitFor();
  await floor.close();
}
