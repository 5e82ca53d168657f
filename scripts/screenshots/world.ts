import type { Browser, Page } from "@playwright/test";
import postgres from "postgres";
import { control } from "@/scripts/testing/control";
import { dispatchOrder, placeOrder } from "@/scripts/testing/newcomer-steps";
import { routes } from "@/scripts/testing/routes";
import type { TestStack } from "@/scripts/testing/stack";

/** How many orders were placed today, yesterday, and so on. */
const monthOfOrders = [
  0, 2, 1, 0, 1, 3, 1, 0, 2, 1, 1, 0, 0, 2, 1, 1, 0, 1, 2, 0, 1, 0, 1, 1, 0, 2, 0, 1, 0, 1,
];

/** Buyers, the warehouse, and the calendar of the pictures. */
export function worldOf(stack: TestStack, browser: Browser) {
  const order = (body: object) => control(stack.etsyUrl, "POST", "/shops/61000001/receipts", body);

  /** A month of a small shop: two dozen orders over 29 days, those of more than a day ago completed. */
  async function pastMonth(page: Page): Promise<void> {
    await inDatabase(
      (sql) => sql`update integration set import_since = now() - interval '40 days'`,
    );
    const now = Math.floor(Date.now() / 1000);
    for (const [daysAgo, count] of monthOfOrders.entries())
      for (let place = 0; place < count; place++) {
        const createdAt = now - daysAgo * 86_400 - place * 5000;
        await order({ createdAt, updatedAt: now });
      }
    await page.getByRole("button", { name: "Pull now" }).click();
    await until((sql) => sql`select 1 from order_link where state in ('received', 'creating')`);
    const made = await inDatabase(
      (sql) => sql`select outbound_order_id as id from order_link
        where receipt_created_at < now() - interval '1 day' and outbound_order_id is not null`,
    );
    for (const { id } of made)
      await control(stack.cartonCloudUrl, "POST", `/orders/${id}/dispatch`, {});
    await until(
      (sql) => sql`select 1 from order_link
        where receipt_created_at < now() - interval '1 day' and state in ('created', 'dispatched')`,
    );
  }

  /** @throws Error when something is still found after two minutes. */
  async function until(
    left: (sql: postgres.Sql) => PromiseLike<readonly unknown[]>,
  ): Promise<void> {
    for (let second = 0; second < 120; second++) {
      await new Promise((resume) => setTimeout(resume, 1000));
      if ((await inDatabase(left)).length === 0) return;
    }
    throw new Error("The orders of the past month are not done after two minutes.");
  }

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

  async function inDatabase<Result>(
    work: (sql: postgres.Sql) => PromiseLike<Result>,
  ): Promise<Result> {
    const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    await sql`select set_config('app.rows', 'all', false)`;
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  }

  return { order, pastMonth, sendOrder, openTask, inDatabase };
}

export type World = ReturnType<typeof worldOf>;
