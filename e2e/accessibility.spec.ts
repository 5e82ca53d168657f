import { readdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { fromRoot } from "@/scripts/launcher/paths";
import { everyPage, isBeforeSignIn } from "@/scripts/pages/every-page";
import { closeWeeksBefore } from "@/scripts/testing/close-weeks-before";
import { connectShop } from "@/scripts/testing/newcomer-steps";
import { stackAddresses } from "@/scripts/testing/stack-addresses";
import { clashingClasses } from "./clashing-classes";
import { deleteIntegration, expect, logins, signIn, test } from "./fixtures";

const receipts = "/shops/61000001/receipts";
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** A change of colours is drawn, and eased into, before it is judged. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });

/** What axe objects to on the page as it stands, in both colours and at both widths. */
async function objections(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  await expect(page.locator("h1").first()).toBeAttached();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1280, 375]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      const { violations, passes } = await new AxeBuilder({ page }).withTags(rules).analyze();
      expect(passes.length, `axe looked at ${name}`).toBeGreaterThan(0);
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes.slice(0, 3))
          found.push(`${name} ${colorScheme} ${width} ${id}: ${target} ${failureSummary}`);
    }
  return found;
}

/** Whether the page can be read without scrolling sideways at 320 px, as 400 % zoom of 1280 px is. */
async function overflows(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 256 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return wide > 320 ? [`${name} is ${wide} px wide at 320 px.`] : [];
}

/** Every page of the console, as its folders say. */
const routesOfConsole = (): string[] =>
  readdirSync(fromRoot("app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file}`.replace(/\/\([^)]*\)|\/page\.tsx$/g, "") || "/")
    .filter((route) => !isBeforeSignIn({ route }))
    .sort();

async function look(page: Page, paths: readonly string[]) {
  const found: string[] = [];
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    const title = page.getByRole("heading", { level: 1 });
    await expect(title).toBeVisible();
    if (path !== "/nowhere") await expect(title).not.toHaveText("Not found");
    found.push(...(await objections(page, path)), ...(await overflows(page, path)));
    const { pathname } = new URL(page.url());
    if (!path.endsWith("/configure")) expect(path.split(/[?#]/)[0]).toBe(pathname);
    found.push(...(await clashingClasses(page, path)));
  }
  expect(found).toEqual([]);
}

test("axe objects to nothing on the pages before the sign-in, and none scrolls sideways at 320 px", async ({
  page,
}) => {
  await look(page, [
    "/sign-in",
    "/forgot-password",
    "/reset-password#nothing",
    "/confirm-email#nothing",
    "/join#nothing",
    "/connected?outcome=denied",
    "/unsubscribe",
  ]);
});

test("axe objects to nothing on any page of the console, and none scrolls sideways at 320 px", async ({
  page,
  sandbox,
  baseURL,
}) => {
  // About thirty pages in four looks each; a busy machine takes ten seconds for one of them.
  test.setTimeout(900_000);
  await connectShop(page, baseURL ?? "");
  const integration = new URL(page.url()).pathname;
  await sandbox.etsy("POST", receipts, { count: 2 });
  await sandbox.etsy("POST", receipts, { lines: [{ listingId: 81000007 }] });
  await page.getByRole("button", { name: "Pull now" }).click();
  await expect(page.getByText("SKU CNDL-FIG: 1 order waits")).toBeVisible({ timeout: 60_000 });
  const order = await page.getByRole("row").getByRole("link").first().getAttribute("href");
  const customer = page.getByRole("link", { name: /Maple & Moss/ }).first();
  const last = (path: string | null) => path?.split("/").at(-1) ?? "";
  const pages = everyPage(routesOfConsole(), {
    customerId: last(await customer.getAttribute("href")),
    integrationId: last(integration),
    orderLinkId: last(order),
    monday: await closeWeeksBefore(stackAddresses().databaseUrl),
  });
  await look(page, [...pages.map(({ path }) => path), "/nowhere"]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(integration);
  expect(await dialogs(page)).toEqual([]);
  await deleteIntegration(page, "My first shop");
});

/** What axe objects to in the windows of an integration's page and in the one of keys. */
async function dialogs(page: Page): Promise<string[]> {
  const found: string[] = [];
  const look = async (name: string) => {
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog.getByRole("button").first()).toBeVisible();
    await expect(dialog.locator('[data-slot="spinner"]')).toHaveCount(0);
    found.push(...(await objections(page, name)));
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  };
  await page.getByRole("button", { name: "Preview next pull" }).click();
  await look("Preview of the next pull");
  await page.getByRole("button", { name: "More actions for My first shop" }).click();
  await page.getByRole("menuitem", { name: "Delete Integration" }).click();
  await look("Delete Integration");
  await page.getByRole("button", { name: "Keys" }).click();
  await look("Keys");
  return found;
}

test("Menus and the search are opened, walked and left by keys alone, and axe objects to neither", async ({
  page,
}) => {
  await signIn(page, logins.admin);
  const more = page.getByRole("button", { name: "More", exact: true });
  await expect(more).toBeEnabled();
  await more.focus();
  await page.keyboard.press("ArrowDown");
  const items = page.getByRole("menu").getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await expect(more).toHaveAttribute("aria-expanded", "true");
  expect(await objections(page, "the menu More")).toEqual([]);
  await page.keyboard.press("End");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await expect(more).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeFocused();
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/billing$/);

  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "Search for Anything" });
  await search.fill("maple");
  const options = page.getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  expect(await objections(page, "the search")).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/integrations/);
});

test("Who loses the network is told so at once, and that it is back", async ({ page, context }) => {
  await signIn(page, logins.admin);
  const note = page.getByText("You are offline.");
  await expect(note).toBeHidden();
  await context.setOffline(true);
  await expect(note).toBeVisible();
  expect(await objections(page, "the offline note")).toEqual([]);
  await context.setOffline(false);
  await expect(note).toBeHidden();
});
