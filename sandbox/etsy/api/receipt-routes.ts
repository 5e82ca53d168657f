import type { Context } from "hono";
import { Hono } from "hono";
import { markReceipt } from "@/sandbox/etsy/world/amend-receipt";
import type { Receipt } from "@/sandbox/etsy/world/model";
import { selectReceipts } from "@/sandbox/etsy/world/select-receipts";
import { shipReceipt } from "@/sandbox/etsy/world/ship-receipt";
import type { World } from "@/sandbox/etsy/world/world";
import type { ApiEnv } from "./guards";
import { badId, readId, requireOwnShop, requireScope } from "./guards";
import { readFlags } from "./read-flags";
import { readReceiptsQuery } from "./read-query";
import { readTracking } from "./read-tracking";
import { showReceipt } from "./show-receipt";
import { showTransaction } from "./show-transaction";

const RECEIPTS = "/v3/application/shops/:shop_id/receipts";
const RECEIPT = `${RECEIPTS}/:receipt_id`;

/** The receipt operations: list, get, its transactions, createReceiptShipment, updateShopReceipt. */
export function receiptRoutes(world: World): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const mayRead = [requireScope(world, "transactions_r"), requireOwnShop(world)] as const;
  const mayWrite = [requireScope(world, "transactions_w"), requireOwnShop(world)] as const;
  const show = (c: Context<ApiEnv>, receipt: Receipt) =>
    showReceipt(receipt, c.get("seller"), world.settings.get());
  const find = (c: Context<ApiEnv>): Receipt | Response => {
    const id = readId(c, "receipt_id");
    if (id === null) return badId(c, "receipt_id");
    const found = world.receipt(Number(c.req.param("shop_id")), id);
    return found ?? c.json({ error: `Could not find a receipt with receipt_id ${id}` }, 404);
  };

  app.get(RECEIPTS, ...mayRead, (c) => {
    const read = readReceiptsQuery(c.req.query());
    if (!read.ok) return c.json({ error: read.error }, 400);
    const { count, page } = selectReceipts(world, c.get("seller").shopId ?? 0, read.query);
    return c.json({ count, results: page.map((receipt) => show(c, receipt)) });
  });

  app.get(RECEIPT, ...mayRead, (c) => {
    const receipt = find(c);
    return receipt instanceof Response ? receipt : c.json(show(c, receipt));
  });

  app.get(`${RECEIPT}/transactions`, ...mayRead, (c) => {
    const receipt = find(c);
    if (receipt instanceof Response) return receipt;
    const results = receipt.lines.map((line) => showTransaction(line, receipt));
    return c.json({ count: results.length, results });
  });

  app.post(`${RECEIPT}/tracking`, ...mayWrite, async (c) => {
    const receipt = find(c);
    if (receipt instanceof Response) return receipt;
    const read = readTracking(await c.req.text(), c.req.header("content-type"));
    if (!read.ok) return c.json({ error: read.error }, 400);
    const outcome = shipReceipt(world, c.get("seller"), receipt, read.request);
    if (!outcome.ok) return c.json({ error: outcome.error }, outcome.status);
    return c.json(show(c, outcome.receipt));
  });

  app.put(RECEIPT, ...mayWrite, async (c) => {
    const receipt = find(c);
    if (receipt instanceof Response) return receipt;
    const read = readFlags(await c.req.text(), c.req.header("content-type"));
    if (!read.ok) return c.json({ error: read.error }, 400);
    return c.json(show(c, markReceipt(world, receipt, read.flags)));
  });
  return app;
}
