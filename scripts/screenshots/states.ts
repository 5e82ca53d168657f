import type { Browser, Page } from "@playwright/test";
import { demoLogins } from "@/db/seed";
import type { TestStack } from "@/scripts/testing/stack";
import { shootState } from "./shoot";
import type { World } from "./world";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });

/** The pages before the sign-in, when something is wrong with what was given. */
export async function shootSignedOut(page: Page, { appUrl }: TestStack): Promise<void> {
  await page.goto(`${appUrl}/sign-in`);
  await page.getByLabel("E-mail address").fill("somebody@maplemoss.example");
  await page.getByLabel("Password").fill("not the password");
  await button(page, "Sign in").click();
  await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
  await shootState(page, "sign-in-refused");
  for (const outcome of ["connected", "denied", "different_shop"]) {
    await page.goto(`${appUrl}/connected?outcome=${outcome}`);
    await shootState(page, `connected-${outcome.replace("_", "-")}`);
  }
  await page.goto(`${appUrl}/unsubscribe`);
  await shootState(page, "unsubscribe-without-token");
}

/** What is there where nothing is, and a new integration that is not connected, for one who is signed in. */
export async function shootEmpty(page: Page, { appUrl }: TestStack): Promise<void> {
  await page.goto(`${appUrl}/integrations`);
  await page.getByLabel("Find a customer").fill("nobody of this name");
  await page.getByText("No customer is called").waitFor();
  await shootState(page, "customers-none-fits");
  await page.goto(`${appUrl}/audit?action=order`);
  await shootState(page, "audit-empty");
  await page.goto(`${appUrl}/integrations`);
  await link(page, /Harbour Candles/).click();
  await page.getByRole("link", { name: "Etsy", exact: true }).click();
  await page.getByText("has no Etsy shop yet").waitFor();
  await shootState(page, "instances-empty");
  await link(page, /^Configure/).click();
  await page.getByLabel("Name").waitFor();
  await button(page, "Next").click();
  await page.locator("[aria-invalid=true]").waitFor();
  await shootState(page, "name-refused");
  await page.getByLabel("Name").fill("A draft");
  await button(page, "Next").click();
  await button(page, "Connect").waitFor();
  await shootState(page, "not-connected");
  await page.evaluate(() => {
    window.open = () => null;
  });
  await button(page, "Connect").click();
  await page.getByText("did not open the new tab").waitFor();
  await shootState(page, "connect-blocked");
  await link(page, "go to Etsy in this tab").click();
  await button(page, "Deny").click();
  await link(page, "Try again in this tab").click();
  await button(page, "Try again").waitFor();
  await shootState(page, "connect-denied");
}

/** Windows, being offline and being refused, on the page of an active integration. */
export async function shootAround(
  page: Page,
  browser: Browser,
  { appUrl }: TestStack,
  { inDatabase }: World,
  integration: string,
): Promise<void> {
  await page.goto(integration);
  await button(page, /^More actions/).click();
  await page.getByRole("menu").waitFor();
  await shootState(page, "menu");
  await page.getByRole("menuitem", { name: "Delete Integration" }).click();
  await page.getByText("the running week is the last one").waitFor();
  await shootState(page, "delete");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search for Anything" }).fill("maple");
  await page.getByRole("option").first().waitFor();
  await shootState(page, "search");
  await page.keyboard.press("Escape");
  await button(page, "Keys").click();
  await shootState(page, "keys");
  await page.keyboard.press("Escape");
  await page.goto(`${integration}?state=skipped`);
  await page.getByText("No order fits").waitFor();
  await shootState(page, "orders-none-fits");
  await page.goto(`${integration}/configure/initial-configuration`);
  await page.getByLabel("Name").fill("Another name");
  await page.getByText("Not saved yet.").waitFor();
  await shootState(page, "not-saved");
  await button(page, "Discard changes").click();

  await page.goto(`${appUrl}/integrations`);
  await page.context().setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await shootState(page, "offline");
  await page.context().setOffline(false);

  await inDatabase((sql) => sql`alter table audit_entry rename to audit_entry_away`);
  await page.goto(`${appUrl}/audit`);
  await page.getByText("Something went wrong on our side").waitFor();
  await shootState(page, "failed");
  await inDatabase((sql) => sql`alter table audit_entry_away rename to audit_entry`);

  await inDatabase((sql) => sql`update organisation set allow_customer_access = false`);
  const theirs = await browser.newPage();
  await theirs.goto(`${appUrl}/sign-in`);
  await theirs.getByLabel("E-mail address").fill(demoLogins.customerUser.email);
  await theirs.getByLabel("Password").fill(demoLogins.customerUser.password);
  await button(theirs, "Sign in").click();
  await theirs.waitForURL(/integrations/);
  await theirs.goto(integration);
  await theirs.locator("#only-look").waitFor();
  await shootState(theirs, "only-look");
  await theirs.close();
  await inDatabase((sql) => sql`update organisation set allow_customer_access = true`);

  await page.goto(integration);
  await button(page, /^More actions/).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await button(page, "Resume").waitFor();
  await shootState(page, "paused");
  await button(page, "Resume").click();
  await button(page, "Pull now").waitFor();
}
