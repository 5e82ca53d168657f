import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import type { Seller } from "@/sandbox/etsy/world/model";
import { placeReceipt } from "@/sandbox/etsy/world/place-receipt";
import type { World } from "@/sandbox/etsy/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { readOrderForm } from "./read-forms";
import type { ReceiptAction } from "./receipt-actions";
import { receiptActions } from "./receipt-actions";
import { receiptPage } from "./receipt-page";
import { messagePage, shopPage, shopsPage } from "./shop-pages";

/** The shop manager: what a seller sees, and what a buyer would do. */
export function managerRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/", (c) => c.html(shopsPage(world)));

  app.get("/shops/:shop_id", (c) => {
    const seller = findSeller(c);
    if (!seller) return notFound(c);
    return c.html(shopPage(world, seller, c.req.query("state") ?? "all"));
  });

  app.post("/shops/:shop_id/orders", async (c) => {
    const seller = findSeller(c);
    if (!seller) return notFound(c);
    const spec = readOrderForm(new URLSearchParams(await c.req.text()));
    if (!spec.success) return problem(c, z.prettifyError(spec.error));
    const { id } = placeReceipt(world, seller, spec.data);
    return c.redirect(`/shops/${seller.shopId}/receipts/${id}?done=Order+placed.`, 303);
  });

  app.get("/shops/:shop_id/receipts/:receipt_id", (c) => {
    const seller = findSeller(c);
    const receipt = world.receipt(
      Number(c.req.param("shop_id")),
      Number(c.req.param("receipt_id")),
    );
    if (!seller || !receipt) return notFound(c);
    return c.html(receiptPage(receipt, seller, c.req.query("done")));
  });

  const action = (name: string, change: ReceiptAction): void => {
    app.post(`/shops/:shop_id/receipts/:receipt_id/${name}`, async (c) => {
      const shopId = Number(c.req.param("shop_id"));
      const receipt = world.receipt(shopId, Number(c.req.param("receipt_id")));
      const seller = world.seller({ shopId });
      if (!seller || !receipt) return notFound(c);
      try {
        const done = change({
          world,
          receipt,
          seller,
          form: new URLSearchParams(await c.req.text()),
        });
        const address = `/shops/${shopId}/receipts/${receipt.id}`;
        return c.redirect(`${address}?${new URLSearchParams({ done })}`, 303);
      } catch (refusal) {
        return problem(c, refusal instanceof Error ? refusal.message : String(refusal));
      }
    });
  };
  for (const [name, change] of Object.entries(receiptActions)) action(name, change);
  return app;

  function findSeller(c: Context): Seller | undefined {
    return world.seller({ shopId: Number(c.req.param("shop_id")) });
  }
}

function notFound(c: Context) {
  return c.html(messagePage("Not found", "There is no such shop or receipt."), 404);
}

function problem(c: Context, text: string) {
  return c.html(messagePage("That did not work", text), 400);
}
