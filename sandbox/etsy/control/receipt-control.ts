import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import {
  cancelReceipt,
  changeAddress,
  changeQuantity,
  deliverReceipt,
  refundReceipt,
} from "@/sandbox/etsy/world/amend-receipt";
import type { Receipt } from "@/sandbox/etsy/world/model";
import { addressPart, bulkOrderSpec } from "@/sandbox/etsy/world/order-spec";
import { payReceipt } from "@/sandbox/etsy/world/pay-receipt";
import { placeMany } from "@/sandbox/etsy/world/place-many";
import { shipReceipt } from "@/sandbox/etsy/world/ship-receipt";
import type { World } from "@/sandbox/etsy/world/world";
import { readJson } from "@/sandbox/kernel/control";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";

const refundBody = z.strictObject({
  amount: z.int().min(1).optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
  touch: z.boolean().optional(),
});
const addressBody = addressPart.extend({
  name: z.string().optional(),
  touch: z.boolean().optional(),
});
const quantityBody = z.strictObject({
  transactionId: z.int(),
  quantity: z.int().min(0),
  touch: z.boolean().optional(),
});
const shipBody = z.strictObject({
  tracking_code: z.string().optional(),
  carrier_name: z.string().optional(),
  note_to_buyer: z.string().optional(),
});
const nothing = z.strictObject({});

/** Orders, and what happens to them outside the API, as JSON for tests. */
export function receiptControl(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const act = <T>(
    action: string,
    schema: z.ZodType<T>,
    change: (receipt: Receipt, input: T, c: Context) => Receipt | Response,
  ) =>
    app.post(`/_sandbox/receipts/:id/${action}`, async (c) => {
      const receipt = world.findReceipt(Number(c.req.param("id")));
      if (!receipt) return c.json({ problem: `No receipt ${c.req.param("id")}.` }, 404);
      const input = schema.safeParse((await readJson(c)) ?? {});
      if (!input.success) return c.json({ problem: z.prettifyError(input.error) }, 400);
      const changed = change(receipt, input.data, c);
      return changed instanceof Response ? changed : c.json(changed);
    });

  app.post("/_sandbox/shops/:shop_id/receipts", async (c) => {
    const seller = world.seller({ shopId: Number(c.req.param("shop_id")) });
    if (!seller) return c.json({ problem: `No shop ${c.req.param("shop_id")}.` }, 404);
    const spec = bulkOrderSpec.safeParse((await readJson(c)) ?? {});
    if (!spec.success) return c.json({ problem: z.prettifyError(spec.error) }, 400);
    return c.json({ receipt_ids: placeMany(world, seller, spec.data) }, 201);
  });
  app.get("/_sandbox/shops/:shop_id/receipts", (c) =>
    c.json({ receipts: world.receiptsBy(Number(c.req.param("shop_id")), "id") }),
  );
  app.delete("/_sandbox/receipts", (c) => {
    world.clearReceipts();
    return c.json({ ok: true });
  });
  app.get("/_sandbox/receipts/:id", (c) => {
    const receipt = world.findReceipt(Number(c.req.param("id")));
    return receipt ? c.json(receipt) : c.json({ problem: "No such receipt." }, 404);
  });

  act("pay", nothing, (receipt, _input, c) => {
    const seller = world.seller({ shopId: receipt.shopId });
    if (!seller) return c.json({ problem: "The receipt has no shop." }, 404);
    try {
      return payReceipt(world, seller, receipt);
    } catch (refusal) {
      return c.json({ problem: refusal instanceof Error ? refusal.message : String(refusal) }, 409);
    }
  });
  act("cancel", nothing, (receipt) => cancelReceipt(world, receipt));
  act("refund", refundBody, (receipt, input) => refundReceipt(world, receipt, input));
  act("address", addressBody, (receipt, input) => changeAddress(world, receipt, input));
  act("quantity", quantityBody, (receipt, input, c) => {
    try {
      return changeQuantity(world, receipt, input);
    } catch (refusal) {
      return c.json({ problem: refusal instanceof Error ? refusal.message : String(refusal) }, 409);
    }
  });
  act("deliver", nothing, (receipt) => deliverReceipt(world, receipt));
  act("ship", shipBody, (receipt, input, c) => {
    const seller = world.seller({ shopId: receipt.shopId });
    if (!seller) return c.json({ problem: "The receipt has no shop." }, 404);
    // By hand in the shop manager, where nobody is restricted.
    const { tracking_code: code, carrier_name: carrier, note_to_buyer: note } = input;
    const hand = { ...seller, access: "full" as const };
    const outcome = shipReceipt(world, hand, receipt, { code, carrier, note });
    return outcome.ok ? outcome.receipt : c.json({ problem: outcome.error }, outcome.status);
  });
  return app;
}
