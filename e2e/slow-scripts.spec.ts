import type { Page } from "@playwright/test";
import { expect, logins, signIn, test } from "./fixtures";

/** Holds back every script from now on. @returns what lets them come. */
async function holdScripts(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const slow = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await slow;
    await route.continue();
  });
  return letThrough;
}

test("What is pressed before a page's scripts have come is not lost and goes nowhere", async ({
  page,
}) => {
  const letThrough = await holdScripts(page);
  await page.goto("/sign-in", { waitUntil: "commit" });
  const signIn = page.getByRole("button", { name: "Sign in" });
  await expect(signIn).toBeVisible();
  await expect(signIn).toBeDisabled();
  await expect(page.getByLabel("Password")).toBeDisabled();
  await signIn.click({ force: true });
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).search).toBe("");
  letThrough();
  await page.getByLabel("E-mail address").fill(logins.admin.email);
  await page.getByLabel("Password").fill(logins.admin.password);
  await signIn.click();
  await page.waitForURL(/\/integrations/);
});

test("What is typed right after the keys of the search is in its field, before and after it has come", async ({
  page,
}) => {
  await signIn(page, logins.admin);
  await page.goto("/glossary", { waitUntil: "networkidle" });
  const letThrough = await holdScripts(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("bill");
  const search = page.getByRole("combobox", { name: "Search for Anything" });
  await expect(search).toHaveValue("bill");
  await expect(page.getByRole("status").filter({ hasText: "Reading the search" })).toBeVisible();
  letThrough();
  await expect(page.getByRole("option", { name: "Billing Page" })).toBeVisible();
  await page.keyboard.type("ing");
  await expect(search).toHaveValue("billing");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/billing/);
});

test("A search that does not come says so, and comes when it is opened again", async ({ page }) => {
  await signIn(page, logins.admin);
  await page.goto("/glossary", { waitUntil: "networkidle" });
  await page.route("**/_next/static/**/*.js", (route) => route.abort());
  await page.keyboard.press("Control+k");
  await expect(page.getByText("The search could not be loaded.")).toBeVisible();
  await page.unroute("**/_next/static/**/*.js");
  await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("Control+k")]);
  await expect(page.getByRole("option", { name: "Billing Page" })).toBeVisible();
});
