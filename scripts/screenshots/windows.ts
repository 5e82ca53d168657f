import type { Browser, Page } from "@playwright/test";
import { demoLogins } from "@/db/seed";
import type { TestStack } from "@/scripts/testing/stack";
import { isRead, shootPage, shootState } from "./shoot";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Windows and questions beside those of the integration's menu. */
export async function shootWindows(page: Page, { appUrl }: TestStack, monday: string) {
  await page.goto(`${appUrl}/account`);
  await button(page, "Set up an authenticator app").click();
  const totp = page.getByRole("dialog", { name: "Set up an authenticator app" });
  await totp.getByLabel("Your password").fill(demoLogins.admin.password);
  await totp.getByRole("button", { name: "Continue" }).click();
  await totp.getByLabel("Key").waitFor();
  await shootState(page, "authenticator");
  await page.keyboard.press("Escape");
  await page.goto(`${appUrl}/billing/${monday}`);
  await button(page, "Add a correction").click();
  const correction = page.getByRole("dialog", { name: "Add a correction" });
  await correction.getByRole("button", { name: "Add correction" }).click();
  await correction.locator("[aria-invalid=true]").first().waitFor();
  await shootState(page, "correction-refused");
  await page.keyboard.press("Escape");
  await page.emulateMedia({ media: "print" });
  await shootState(page, "print-statement");
  await page.goto(`${appUrl}/billing/months/${monday.slice(0, 7)}`);
  await isRead(page);
  await shootState(page, "print-month");
  await page.emulateMedia({ media: "screen" });
}

/** What can be done about held orders, asked for from the page of an integration. */
export async function shootHeldQuestions(page: Page, integration: string): Promise<void> {
  await page.goto(integration);
  await button(page, /^Choose the product code/)
    .first()
    .click();
  await page.getByRole("button", { name: "Close" }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await shootState(page, "choose-product-code");
  await button(page, /^Dismiss \d+ order/)
    .first()
    .click();
  await page.getByRole("dialog").getByRole("textbox").waitFor();
  await shootState(page, "dismiss-in-bulk");
  await page.keyboard.press("Escape");
}

/** A customer user's own view, and the pages that are not theirs. */
export async function shootCustomerUser(browser: Browser, { appUrl }: TestStack): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`${appUrl}/sign-in`);
  await page.getByLabel("E-mail address").fill(demoLogins.customerUser.email);
  await page.getByLabel("Password").fill(demoLogins.customerUser.password);
  await button(page, "Sign in").click();
  await page.waitForURL(/integrations/);
  await page.getByRole("link", { name: "Etsy", exact: true }).waitFor();
  await shootPage(page, "customer-user");
  await page.goto(`${appUrl}/settings`);
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  await shootState(page, "not-allowed");
  await page.goto(`${appUrl}/billing`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await shootState(page, "billing-not-shown");
  await page.close();
}
