import type { Page } from "@playwright/test";
import { holdBack, isFetchedAhead } from "@/scripts/testing/hold-back";
import {
  deleteIntegration,
  expect,
  finish,
  heading,
  logins,
  openMapleShop,
  signIn,
  test,
} from "./fixtures";

const receipts = "/shops/61000001/receipts";

/** Whether the focus is on the very element that `mark` was put on. */
const focusIsOn = (page: Page, mark: string) =>
  page.evaluate((name) => document.activeElement?.getAttribute("data-mark") === name, mark);

test("The focus stays on a row while orders arrive above it and its own state changes", async ({
  page,
  sandbox,
}) => {
  test.setTimeout(180_000);
  await openMapleShop(page, "Live shop");
  await finish(page);
  const made = await sandbox.etsy("POST", receipts, {
    address: { city: "" },
  });
  const [held] = made.receipt_ids as number[];
  const row = page.getByRole("row", { name: new RegExp(`${held}`) });
  await expect(row.getByText("Waiting for you")).toBeVisible({ timeout: 60_000 });
  const link = row.getByRole("link", { name: `${held}` });
  await link.focus();
  await link.evaluate((element) => element.setAttribute("data-mark", "focused"));
  const rows = page.getByRole("table", { name: "Orders, latest first" }).getByRole("row");
  const top = (await link.boundingBox())?.y ?? 0;

  const more = await sandbox.etsy("POST", receipts, { count: 2 });
  for (const id of more.receipt_ids as number[])
    await expect(rows.getByRole("link", { name: `${id}` })).toBeVisible({ timeout: 60_000 });
  expect(await focusIsOn(page, "focused")).toBe(true);
  expect((await link.boundingBox())?.y, "rows came in above it").toBeGreaterThan(top);

  await page.request.post(`/api/trpc/orders.dismiss`, {
    data: {
      json: {
        orderLinkId: ((await link.getAttribute("href")) ?? "").split("/").at(-1),
        why: "Another person did it",
      },
    },
    headers: { origin: new URL(page.url()).origin },
  });
  await expect(row.getByText("Dismissed")).toBeVisible({ timeout: 30_000 });
  expect(await focusIsOn(page, "focused")).toBe(true);
  await page.keyboard.press("Enter");
  await expect(heading(page, `Receipt ${held}`)).toBeVisible();
  await page.goBack();
  await deleteIntegration(page, "Live shop");
});

test("A switch shows at once what was asked for, and goes back with a reason when it is refused", async ({
  page,
}) => {
  await signIn(page, logins.admin);
  await page.goto("/settings");
  const access = page.getByRole("switch", { name: "Allow Customer to access" });
  const before = await access.isChecked();
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/trpc/organisation.setCustomerAccess", async (route) => {
    await asked;
    const failure = {
      error: {
        json: {
          message: "Something went wrong on our side. Nothing was lost; please try again.",
          code: -32603,
          data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, fields: {} },
        },
      },
    };
    await route.fulfill({ status: 500, json: failure });
  });
  await access.click();
  // Nothing has answered yet.
  await expect(access).toBeChecked({ checked: !before });
  answer();
  const why = page.getByRole("main").getByRole("alert");
  await expect(why).toContainText("Something went wrong on our side");
  await expect(access).toBeChecked({ checked: before });
  await page.unroute("**/api/trpc/organisation.setCustomerAccess");
  await page.reload();
  await expect(access).toBeChecked({ checked: before });
});

test("The search narrows the pages before the server has answered, and finds a receipt by three of its digits", async ({
  page,
  sandbox,
}) => {
  test.setTimeout(180_000);
  await openMapleShop(page, "Searched shop");
  await finish(page);
  const made = await sandbox.etsy("POST", receipts, {});
  const receiptId = String((made.receipt_ids as number[])[0]);
  await expect(page.getByRole("row", { name: new RegExp(receiptId) })).toBeVisible({
    timeout: 60_000,
  });
  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "Search for Anything" });
  await expect(search).toBeFocused();
  await expect(page.getByRole("option", { name: "Billing Page" })).toBeVisible();
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/trpc/search.find*", async (route) => {
    await mayAnswer;
    await route.continue();
  });
  await search.pressSequentially("bil");
  const listed = page.getByRole("listbox", { name: "Results" }).getByRole("option");
  await expect(listed).toHaveText([/^Billing/]);
  await expect(page.getByRole("status").getByText("Searching")).toBeVisible();
  answer();
  await search.fill("");
  await search.pressSequentially(receiptId.slice(-3));
  const found = page.getByRole("option", { name: new RegExp(`^${receiptId} `) });
  await expect(found.first()).toBeVisible();
  await page.keyboard.press("Escape");
  await deleteIntegration(page, "Searched shop");
});

test("What is slow to come is said to be read, in a place no wider than the screen, and then comes", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, logins.admin);
  for (const [menu, item, said] of [
    ["More", "Self-Managed Integrations", "Reading the customers"],
    ["More", "Billing", "Reading the statement"],
    ["More", "Organisation settings", "Reading the settings"],
    ["More", "Audit log", "Reading the audit log"],
    ["Your account", "Your account", "Reading your account"],
  ] as const) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto("/glossary");
    await page.getByRole("button", { name: menu, exact: true }).click();
    const link = page.getByRole("menuitem", { name: item });
    await isFetchedAhead(link);
    const letCome = await holdBack(page);
    await link.click();
    const place = page.locator('main [aria-busy="true"]');
    await expect(place.getByRole("status")).toHaveText(said);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${item} while it is read at ${width} px`).toBeLessThanOrEqual(width);
      const out = await place.evaluate((element) => {
        const edge = element.getBoundingClientRect().right + 1;
        return [...element.querySelectorAll("*")].filter(
          (one) => one.getBoundingClientRect().right > edge,
        ).length;
      });
      expect(out, `${item} reaches out of its place at ${width} px`).toBe(0);
    }
    await letCome();
    await expect(place).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("A press on a network so slow that nothing was fetched ahead is said to be heard", async ({
  page,
}) => {
  await signIn(page, logins.admin);
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/_rsc=/, async (route) => {
    await mayAnswer;
    await route.continue();
  });
  await page.goto("/glossary");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Organisation settings" }).click();
  const heard = page.getByRole("status").getByText("Reading the page");
  await expect(heard).toBeVisible();
  answer();
  await expect(heading(page, "Organisation settings")).toBeVisible();
  await expect(heard).toBeHidden();
});

test("Reconfigure is a place of its own while it is read", async ({ page }) => {
  test.setTimeout(120_000);
  await openMapleShop(page, "Slow shop");
  await finish(page);
  const link = page.getByRole("link", { name: /^Reconfigure/ });
  await isFetchedAhead(link);
  const letCome = await holdBack(page);
  await link.click();
  const place = page.locator('main [aria-busy="true"]');
  await expect(place.getByRole("status")).toHaveText("Reading the configuration");
  await letCome();
  await expect(heading(page, "Initial Configuration")).toBeVisible();
  await page.goBack();
  await deleteIntegration(page, "Slow shop");
});
