import type { Browser, Page } from "@playwright/test";
import postgres from "postgres";
import { control } from "@/scripts/testing/control";
import { dispatchOrder, placeOrder } from "@/scripts/testing/newcomer-steps";
import { routes } from "@/scripts/testing/routes";
import type { TestStack } from "@/scripts/testing/stack";

/** Buyers, the warehouse, and the calendar of the pictures. */
export function worldOf(stack: TestStack, browser: Browser) {
  const order = (body: object) => control(stack.etsyUrl, "POST", "/shops/61000001/receipts", body);

  /** An order from the shop to the buyer, until its row shows a state. */
  async function sendOrder(page: Page, state: string) {
    const receiptId = await placeOrder(browser, stack.etsyUrl);
    await page.getByRole("button", { name: "Pull now" }).click();
    const row = page.getByRole("row", { name: new RegExp(receiptId) });
    await row.getByText("At the warehouse").waitFor({ timeout: 60_000 });
    await dispatchOrder(browser, stack.cartonCloudUrl, receiptId);
    await page.getByRole("button", { name: "Pull now" }).click();
    await row.getByText(state).waitFor({ timeout: 60_000 });
    return { receiptId, row };
  }

  /** Etsy lets nobody but the seller complete an order: it becomes a task. */
  async function openTask(page: Page): Promise<void> {
    const fault = { kind: "status", status: 403, body: { error: "Forbidden" } };
    await control(stack.etsyUrl, "POST", "/faults", {
      route: routes.tracking,
      when: "before",
      fault,
    });
    const { receiptId, row } = await sendOrder(page, "Waiting for you");
    await row.getByRole("link", { name: receiptId }).click();
    await page.getByRole("region", { name: "Complete it in Etsy" }).waitFor();
  }

  async function inDatabase<Result>(work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
    const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    await sql`select set_config('app.rows', 'all', false)`;
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  }

  return { order, sendOrder, openTask, inDatabase };
}

export type World = ReturnType<typeof worldOf>;
