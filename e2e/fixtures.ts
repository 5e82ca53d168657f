import type { Page } from "@playwright/test";
import { test as base, expect } from "@playwright/test";
import { demoLogins } from "@/db/seed";
import { control } from "@/scripts/testing/control";
import { stackAddresses } from "@/scripts/testing/stack-addresses";
import { releaseShops } from "./database";

export const logins = demoLogins;

export async function signIn(page: Page, login: { email: string; password: string }) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(login.email);
  await page.getByLabel("Password").fill(login.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

export async function isSignedOut(page: Page) {
  await page.goto("/integrations");
  await expect(page).toHaveURL(/\/sign-in/);
}

export const test = base.extend<{
  /** The stand-ins' own pages, and what only a test may tell them. */
  sandbox: {
    etsyUrl: string;
    cartonCloudUrl: string;
    mailboxUrl: string;
    etsy(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  };
  /** One story that fails is one failure. */
  alone: undefined;
}>({
  alone: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use, info) => {
      await use(undefined);
      if (info.status !== info.expectedStatus) await releaseShops();
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  baseURL: async ({}, use) => use(stackAddresses().appUrl),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  sandbox: async ({}, use) => {
    const { etsyUrl, cartonCloudUrl, mailboxUrl } = stackAddresses();
    await use({
      etsyUrl,
      cartonCloudUrl,
      mailboxUrl,
      etsy: (method, path, body) => control(etsyUrl, method, path, body),
    });
  },
});

/** Presses "Connect" and decides on Etsy's page, which opens in a tab of its own. */
export async function decideInEtsy(page: Page, seller: string, decision: "Allow" | "Deny") {
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: /^(Connect|Try again)$/ }).click();
  const etsy = await opened;
  await etsy.getByRole("radio", { name: new RegExp(`^${seller} `) }).check();
  await etsy.getByRole("button", { name: decision }).click();
  await etsy.waitForURL(/\/connected/);
  return etsy;
}

/** From the list of customers to the second step of a new draft. */
export async function startDraft(page: Page, name: string, customer: string) {
  await page.goto("/integrations");
  // A customer user with one customer is there already.
  const listed = page.getByRole("link", { name: new RegExp(customer) });
  const etsy = page.getByRole("link", { name: "Etsy", exact: true });
  await expect(listed.or(etsy)).toBeVisible();
  if (await listed.isVisible()) await listed.click();
  await etsy.click();
  await page.getByRole("link", { name: /^Configure/ }).click();
  await expect(heading(page, "Initial Configuration")).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(heading(page, "Authentication")).toBeVisible();
}

/** Ends the wizard, and waits until the integration runs: what is bought from then on is imported. */
export async function finish(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("button", { name: "Pull now" })).toBeVisible();
}

/** An admin's new shop of the first demo customer, with its last step before Finish open. */
export async function openMapleShop(page: Page, name: string) {
  await signIn(page, logins.admin);
  await startDraft(page, name, "Maple & Moss Pty Ltd");
  await (await decideInEtsy(page, "maple", "Allow")).close();
  await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Otherwise").selectOption({ label: "Melbourne" });
  await page.getByRole("button", { name: "Next" }).click();
}

export const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

/** Deletes an integration from its own page, as its menu offers it. */
export async function deleteIntegration(page: Page, name: string) {
  await page.getByRole("button", { name: `More actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete Integration" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Integration" });
  const whatEnds = dialog.getByText(/last one that is charged: it ends on|draft was never active/);
  await expect(whatEnds).toBeVisible();
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Delete Integration" }).click();
  await expect(dialog).toBeHidden();
}

export { expect };
