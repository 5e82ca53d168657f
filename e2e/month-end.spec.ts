import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, heading, signIn, test } from "./fixtures";
import { customerName, openHarbour, shopsOf } from "./harbour";

/** The Mondays of last month, as the organisation's statements are named. */
function mondaysOfLastMonth(): string[] {
  const today = new Date();
  const year = today.getUTCFullYear();
  const month = today.getUTCMonth() - 1;
  return Array.from({ length: 31 }, (_, day) => new Date(Date.UTC(year, month, day + 1)))
    .filter((day) => day.getUTCDay() === 1 && day.getUTCMonth() === (month + 12) % 12)
    .map((day) => day.toISOString().slice(0, 10));
}
const mondays = mondaysOfLastMonth();
const [firstMonday = "", secondMonday = ""] = mondays;
const lastMonday = mondays.at(-1) ?? "";
const month = firstMonday.slice(0, 7);
/** 40 at the price of 20 and more; one of them is gone after the second week. */
const weeksInAll = 40 * mondays.length - (mondays.length - 2);
const money = (whole: number) =>
  `A$${whole.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

async function download(page: Page) {
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  return readFile(await (await started).path(), "utf8");
}

test("The month of 30 customers ends: statements, margins, corrections, the file and the invoice", async ({
  page,
  browser,
  sandbox,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const { admin, user } = await openHarbour(new Date(`${secondMonday}T12:00:00Z`));
  await signIn(page, admin);

  await page.goto("/billing");
  await expect(page.getByText("Running week", { exact: true })).toBeVisible();
  await expect(page.getByText(money(39 * 8)).first()).toBeVisible();
  await expect(page.getByText("charged in full").first()).toBeVisible();
  const chart = page.getByRole("img", { name: /^Active integrations over time/ });
  await expect(chart).toBeVisible();
  await page.getByText("The same as a table").click();
  await expect(page.getByRole("table", { name: "Active integrations by week" })).toContainText(
    "39",
  );

  await page.goto(`/billing/months/${month}`);
  const customers = page.getByRole("table", { name: "Amounts of this month by customer" });
  await expect(customers.getByRole("row")).toHaveCount(31);
  await expect(page.getByText(money(weeksInAll * 8)).first()).toBeVisible();
  const third = customers.getByRole("row").filter({ hasText: customerName(3) });
  await expect(third).toContainText(money(shopsOf(3) * mondays.length * 8));
  const ofMonth = await download(page);
  expect(ofMonth.trim().split("\r\n")).toHaveLength(1 + weeksInAll);

  await page.goto(`/billing/${lastMonday}`);
  await expect(page.getByText("Closed week")).toBeVisible();
  await page.getByRole("button", { name: "Add a correction" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a correction" });
  await dialog.getByLabel("Integration").selectOption({ label: "Customer 03: Shop 03-1" });
  await dialog.getByLabel("Amount in AUD").fill("eight");
  await dialog.getByLabel("What was wrong").fill("The shop was closed");
  await dialog.getByRole("button", { name: "Add correction" }).click();
  await expect(dialog.getByText("Write an amount such as -10.00.")).toBeVisible();
  await dialog.getByLabel("Amount in AUD").fill("-8.00");
  await dialog.getByRole("button", { name: "Add correction" }).click();
  const corrections = page.getByRole("table", { name: "Corrections" });
  await expect(corrections).toContainText("The shop was closed");
  await expect(page.getByText(money(39 * 8 - 8)).first()).toBeVisible();

  const ofWeek = await download(page);
  expect(ofWeek).toContain("correction,");
  await page.getByRole("link", { name: "Reconcile" }).click();
  await expect(heading(page, "Reconcile")).toBeVisible();
  const lines = ofWeek.trim().split("\r\n");
  const unknown = lines[2]?.replace(/Shop [\d-]+,[^,]+/, "Shop 99,none") ?? "";
  const invoice = [...lines.filter((line) => !line.includes("Shop 01-1")), unknown];
  await page.getByLabel("Or paste the lines").fill(invoice.join("\n"));
  await page.getByRole("button", { name: "Compare" }).click();
  const differences = page.getByRole("table", { name: "Lines that do not agree" });
  await expect(differences.getByRole("row")).toHaveCount(3);
  await expect(differences).toContainText("Missing on the invoice");
  await expect(differences).toContainText("No integration of the statement is called so.");

  const theirs = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await signIn(theirs, user);
  await theirs.getByRole("button", { name: "More" }).click();
  await expect(theirs.getByRole("menuitem", { name: "Self-Managed Integrations" })).toBeVisible();
  await expect(theirs.getByRole("menuitem", { name: "Billing" })).toHaveCount(0);

  await page.goto("/settings/prices");
  await page.getByRole("button", { name: "Change what Customer 03 is charged" }).click();
  const price = page.getByRole("dialog", { name: "What Customer 03 is charged" });
  await price.getByLabel(/^Price of each integration/).fill("12.50");
  await price.getByRole("button", { name: "Save price" }).click();
  await expect(page.getByText("A$12.50")).toBeVisible();
  const show = page.getByRole("switch", { name: "Show customers their own lines" });
  await show.click();
  await expect(show).toBeChecked();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.goto("/billing");
  await expect(page.getByText("Margin").first()).toBeVisible();
  await expect(page.getByText(money(2 * 4.5)).first()).toBeVisible();

  await theirs.goto("/billing");
  await expect(theirs.getByText(money(2 * 12.5)).first()).toBeVisible();
  const own = theirs.getByRole("table", { name: "Integrations billed in this week, by customer" });
  await expect(own.getByRole("row")).toHaveCount(3);
  await expect(theirs.getByText("Margin")).toHaveCount(0);
  await theirs.goto(`/billing/${lastMonday}`);
  await expect(theirs.getByText(money(2 * 8 - 8)).first()).toBeVisible();

  await page.goto("/settings");
  await page.getByRole("button", { name: "Change name and time zone" }).click();
  const details = page.getByRole("dialog", { name: "Name and time zone" });
  await details.getByLabel(/^Name/).fill("");
  await details.getByLabel(/^Time zone/).selectOption("Pacific/Auckland");
  await details.getByRole("button", { name: "Save" }).click();
  await expect(details.getByText("Enter the name of your organisation.")).toBeVisible();
  await details.getByLabel(/^Name/).fill("Harbour Fulfilment");
  await details.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Name and time zone saved")).toBeVisible();
  await page.goto("/billing");
  await expect(page.getByText("Monday at 00:00 in Pacific/Auckland")).toBeVisible();

  const mail = page.getByRole("row").filter({ hasText: "Harbour Fulfilment: statement of" });
  await expect(async () => {
    await page.goto(sandbox.mailboxUrl);
    await expect(mail.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 120_000, intervals: [3000] });
});
