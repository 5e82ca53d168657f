import type { Page } from "@playwright/test";
import { isRead, shootState } from "./shoot";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What the steps of an active integration refuse, with the sentence at each field; nothing is saved. */
export async function shootRefusedSteps(page: Page, integration: string): Promise<void> {
  await page.goto(`${integration}/configure/order-creation`);
  await button(page, "Add a rule").click();
  const rule = page.getByRole("listitem", { name: "Rule 1" });
  await rule.getByLabel("Destination countries").fill("USA");
  await rule.getByLabel("Order value from").fill("1,000");
  await refused(page, "Next", "rule-refused");
  await page.goto(`${integration}/configure/fulfilment`);
  await page.getByLabel("Wait for tracking, in hours").fill("many");
  await button(page, "Add a carrier").click();
  await refused(page, "Finish", "fulfilment-refused");
}

async function refused(page: Page, press: string, name: string): Promise<void> {
  await button(page, press).click();
  await page.locator("[aria-invalid=true]").nth(1).waitFor();
  await isRead(page);
  await shootState(page, name);
  await button(page, "Discard changes").click();
}
