import type { Browser, BrowserContext, Page } from "@playwright/test";
import { connectShop } from "@/scripts/testing/newcomer-steps";
import { deleteIntegration, expect, heading, logins, signIn, test } from "./fixtures";

const receipts = "/shops/61000001/receipts";

/** What a page says of itself: whether it leads on, and what is too small, too wide or unnamed. */
const examine = () => {
  const shown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const main = document.querySelector("main");
  const controls = [...document.querySelectorAll("a[href], button, input, select, summary")].filter(
    (element) => shown(element) && !element.closest(".sr-only, [popover]:not(:popover-open)"),
  );
  const boxOf = (element: Element) => element.getBoundingClientRect();
  const inText = (element: Element) =>
    element.closest("p, dd, li span, td") && getComputedStyle(element).display === "inline";
  /** WCAG 2.2, 2.5.8: what is smaller than 24 px keeps 12 px from its middle to any other control. */
  const small = controls.filter((element) => {
    const { width, height, left, top } = boxOf(element);
    if (inText(element) || (width >= 24 && height >= 24) || width <= 1) return false;
    const [x, y] = [left + width / 2, top + height / 2];
    return controls.some((other) => {
      const box = boxOf(other);
      const aside = Math.max(box.left - x, x - box.right, 0);
      const above = Math.max(box.top - y, y - box.bottom, 0);
      return other !== element && Math.hypot(aside, above) < 12;
    });
  });
  return {
    headings: document.querySelectorAll("h1").length,
    ways: controls.filter((element) => main?.contains(element) && !element.matches(":disabled"))
      .length,
    help: document.querySelectorAll('footer nav[aria-label="Help"] a').length,
    small: small.map((element) => `${element.tagName} ${element.textContent?.trim()}`),
    links: [...document.querySelectorAll("main a[href^='/'], nav a[href^='/']")].map(
      (element) => new URL((element as HTMLAnchorElement).href).pathname,
    ),
    wordless: [...document.querySelectorAll('[data-slot="badge"]')].filter(
      (element) => !element.textContent?.trim(),
    ).length,
    // Who wants less motion gets animations of a hundredth of a millisecond: over before a frame is.
    moving: document
      .getAnimations()
      .filter(
        ({ playState, effect }) =>
          playState === "running" && Number(effect?.getComputedTiming().activeDuration) > 1,
      ).length,
  };
};

const wideAt = async (page: Page, width: number): Promise<number> => {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate(() => document.documentElement.scrollWidth);
};

/** Each kind of page once: two orders are pages of one kind. */
const kindOf = (path: string) =>
  path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id").replace(/\d{4}-\d\d(-\d\d)?/, ":when");

/** Walks from page to page as links lead; what it found wrong, and the kinds of pages it saw. */
async function crawl(page: Page, from: readonly string[]) {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  const waiting = [...from];
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    if (seen.has(kindOf(path)) || /csv$/.test(path)) continue;
    seen.set(kindOf(path), path);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    await expect(page.locator("h1")).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const found = await page.evaluate(examine);
    if (found.headings !== 1) faults.push(`${path} has ${found.headings} headings.`);
    if (found.ways === 0) faults.push(`${path} leads nowhere.`);
    if (found.help === 0) faults.push(`${path} has no help in its place.`);
    if (found.wordless > 0) faults.push(`${path} has a state that is told by colour alone.`);
    if (found.moving > 0) faults.push(`${path} moves.`);
    faults.push(...found.small.map((one) => `${path}: ${one} is smaller than 24 px.`));
    for (const width of [320, 640, 1920]) {
      const wide = await wideAt(page, width);
      if (wide > width) faults.push(`${path} is ${wide} px wide at ${width} px.`);
    }
    faults.push(...errors.splice(0).map((text) => `${path} says ${text.slice(0, 200)}`));
    waiting.push(...found.links);
  }
  return { faults, kinds: [...seen.keys()].sort() };
}

test("No page is a dead end, none scrolls sideways from 320 to 1920 px, and everything can be hit", async ({
  page,
  context,
  sandbox,
  baseURL,
}) => {
  test.setTimeout(300_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await connectShop(page, baseURL ?? "");
  await expect(page.getByText("2 of 4 done")).toBeVisible();
  const integration = new URL(page.url()).pathname;
  await sandbox.etsy("POST", receipts, { count: 2 });
  await sandbox.etsy("POST", receipts, { lines: [{ listingId: 81000007 }] });
  await page.getByRole("button", { name: "Pull now" }).click();
  await expect(page.getByText("SKU CNDL-FIG: 1 order waits")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("3 of 4 done")).toBeVisible({ timeout: 60_000 });

  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as CSV" }).click();
  const stream = await (await started).createReadStream();
  const lines = Buffer.concat(await stream.toArray())
    .toString()
    .trim()
    .split("\r\n");
  const listed = page.getByRole("table", { name: /^Orders, / }).getByRole("row");
  await expect(listed).toHaveCount(lines.length);
  expect(lines.filter((line) => line.includes("CartonCloud does not know a SKU"))).toHaveLength(1);
  const table = page.getByRole("table", { name: "Orders per day" });
  await expect(table).toBeHidden();
  await page.getByText("The same as a table").click();
  await expect(table.getByRole("row").nth(1).getByRole("cell").nth(1)).toHaveText("2");
  await page.goto(`${integration}?state=held`);
  await page.reload();
  await expect(page.getByRole("table", { name: /^Orders/ }).getByRole("row")).toHaveCount(2);
  await expect(page.getByLabel("State")).toHaveValue("held");

  const { faults, kinds } = await crawl(page, [
    integration,
    // The menus lead to these.
    ...["/integrations", "/billing", "/settings", "/audit", "/account"],
  ]);
  expect(faults).toEqual([]);
  expect(kinds).toEqual(
    expect.arrayContaining([
      "/billing",
      "/billing/months/:when",
      "/glossary",
      "/integrations/:id",
      "/integrations/:id/configure/fulfilment",
      "/integrations/:id/orders/:id",
      "/integrations/customers/:id/etsy",
      "/settings",
    ]),
  );
  await page.goto("/billing");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("contentinfo")).toBeHidden();
  await expect(page.getByRole("table", { name: /^Integrations billed/ })).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await dates(context, page, integration);
  await colours(page, integration);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(integration);
  await deleteIntegration(page, "My first shop");
});

/** Each reader's browser shows the moment as that browser itself would write it, without a complaint. */
async function dates(context: BrowserContext, page: Page, path: string) {
  const storageState = await context.storageState();
  const browser = context.browser() as Browser;
  const shown = new Set<string>();
  for (const timezoneId of ["America/New_York", "Europe/Berlin", "Australia/Melbourne"])
    for (const locale of ["en-GB", "en-US"]) {
      const baseURL = new URL(page.url()).origin;
      const reader = await browser.newContext({ baseURL, storageState, timezoneId, locale });
      const there = await reader.newPage();
      const complaints: string[] = [];
      there.on(
        "console",
        (message) => message.type() === "error" && complaints.push(message.text()),
      );
      there.on("pageerror", (error) => complaints.push(error.message));
      await there.goto(path);
      const time = there.locator("main time[title]").first();
      await expect(time).toHaveText(/ago|now|in |yesterday|tomorrow/);
      const [told, expected] = await time.evaluate((element) => {
        const at = new Date((element as HTMLTimeElement).dateTime);
        const day = at.toLocaleDateString(navigator.language, { day: "numeric", month: "short" });
        const clock = at.toLocaleTimeString(navigator.language, {
          minute: "2-digit",
          hour: "2-digit",
        });
        return [element.getAttribute("title") ?? "", [day, clock]] as const;
      });
      for (const part of expected)
        expect(told.replaceAll("\u202f", " ")).toContain(part.replaceAll("\u202f", " "));
      expect(complaints, `${locale} ${timezoneId}`).toEqual([]);
      shown.add(told);
      await reader.close();
    }
  expect(shown.size).toBe(6);
}

/** Where the system chooses the colours, shapes are still there: the dot, edges of controls, the focus. */
async function colours(page: Page, path: string) {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.goto("/integrations");
  const dot = page.locator('[data-slot="live-dot"] span').first();
  await expect(dot).toBeVisible();
  const told = await dot.evaluate((element) => {
    const canvas = getComputedStyle(document.body).backgroundColor;
    return getComputedStyle(element).backgroundColor !== canvas;
  });
  expect(told).toBe(true);
  await page.goto(path);
  const pull = page.getByRole("button", { name: "Pull now" });
  // The page may still take over what the server drew, which drops the focus.
  await expect(async () => {
    await pull.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await expect(pull).toBeFocused({ timeout: 1000 });
  }).toPass();
  const edges = await pull.evaluate((element) => {
    const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(element);
    return {
      border: borderTopStyle !== "none" && Number.parseFloat(borderTopWidth) > 0,
      outlineStyle,
    };
  });
  expect(edges).toEqual({ border: true, outlineStyle: "solid" });
  await page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
}

test("The first paint is dark where the system is, without a script and even before the styles", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    baseURL: baseURL ?? "",
    javaScriptEnabled: false,
    colorScheme: "dark",
  });
  for (const styles of [true, false]) {
    const page = await context.newPage();
    if (!styles) await page.route(/\.css/, (route) => route.abort());
    await page.goto("/sign-in");
    const shot = `data:image/png;base64,${(await page.screenshot()).toString("base64")}`;
    const eye = await (await browser.newContext()).newPage();
    const corner = await eye.evaluate(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const ink = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      ink.drawImage(image, 0, 0);
      return [...ink.getImageData(4, 4, 1, 1).data.slice(0, 3)];
    }, shot);
    expect(Math.max(...corner), `with${styles ? "" : "out"} styles`).toBeLessThan(60);
    await eye.context().close();
  }
  await context.close();
});

test("The list of customers keeps its search, filter and order over a reload, and an empty answer leads on", async ({
  page,
}) => {
  await signIn(page, logins.admin);
  await page.goto("/integrations");
  const rows = page.locator("main li");
  await expect(rows.nth(1)).toBeVisible();
  const all = await rows.count();
  expect(all).toBeGreaterThan(1);
  await page.getByLabel("Sort by").selectOption({ label: "Most active integrations" });
  await page.getByLabel("Show").selectOption({ label: "Without any integration" });
  await page.getByLabel("Find a customer").fill("maple");
  await expect(page).toHaveURL(/sort=most-active&show=none&q=maple$/);
  await page.reload();
  await expect(page.getByLabel("Sort by")).toHaveValue("most-active");
  await expect(page.getByLabel("Show")).toHaveValue("none");
  await expect(page.getByLabel("Find a customer")).toHaveValue("maple");
  await expect(rows).toHaveCount(1);
  await page.getByLabel("Show").selectOption({ label: "With a live integration" });
  const empty = page.locator('[data-slot="empty-state"]');
  await expect(empty.getByText("No customer fits")).toBeVisible();
  await expect(empty.getByRole("button")).toHaveCount(1);
  await empty.getByRole("button", { name: "Show all customers" }).click();
  await expect(rows).toHaveCount(all);
  await page.getByRole("link", { name: "Glossary" }).click();
  await expect(heading(page, "Glossary")).toBeVisible();
});
