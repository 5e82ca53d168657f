import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { inngest } from "@/inngest/client";
import { adminOf } from "@/scripts/testing/admin-of";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { enterTracking, markDoneByHand } from "@/server/fulfilment/by-hand";
import type { Scope } from "@/server/people/scope";
import { bindSku } from "./alias";
import { chooseWarehouseForHeld, dismissHeld, retryHeld } from "./bulk";
import { listOwnWarehouses } from "./held";
import { auditsOf, kindsOf, linkRow, makeHeld } from "./held-fixtures";
import type { HoldAction } from "./hold-actions";
import { actionsOf, bulkActionsOf } from "./hold-actions";
import {
  adoptOrder,
  chooseWarehouse,
  dismissOrderLink,
  enterAddress,
  retryOrderLinks,
} from "./release";
import type { HoldReason } from "./words";
import { holdReasons, isHoldReason } from "./words";

let world: World;
let scope: Scope;
let owner: { id: string; organisationId: string; customerId: string };
let site: string;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.connect();
  scope = await adminOf(owner.organisationId);
  site = (await listOwnWarehouses(scope, owner.id))[0]?.id ?? "";
  vi.spyOn(inngest, "send").mockResolvedValue({ ids: [] });
});
afterAll(() => world.close());

const reasons = Object.keys(holdReasons).filter(isHoldReason);
const ofFulfilment = (reason: HoldReason) => /^(tracking_|etsy_|receipt_)/.test(reason);
const shipped = { tracking_code: "AB1", carrier_name: "usps" };
const address = {
  name: "Ada",
  firstLine: "1 Lane",
  secondLine: "",
  city: "Leeds",
  state: "",
  zip: "LS1",
  countryIso: "GB",
};

/** An order that waits by this reason, of a receipt that Etsy shows as shipped. */
async function heldBy(reason: HoldReason) {
  const [receiptId = ""] = await world.placeOrders();
  await world.etsy.control("POST", `/receipts/${receiptId}/ship`, shipped);
  const sku = `SKU-${receiptId}`;
  const [row] = await makeHeld(
    { organisationId: owner.organisationId, own: owner.customerId },
    owner.id,
    {
      reason,
      skus: [sku],
      ...(reason === "reference_taken" ? { detail: { outboundOrderId: crypto.randomUUID() } } : {}),
      values: { receiptId, ...(ofFulfilment(reason) ? { dispatchedAt: new Date() } : {}) },
    },
  );
  if (!row) throw new Error("Nothing is held.");
  return { ...row, sku };
}

/** Each action as the order page calls it. */
const alone: Record<HoldAction, (row: { id: string; sku: string }) => Promise<unknown>> = {
  enter_address: ({ id }) => enterAddress(scope, id, address),
  bind_sku: ({ id, sku }) => bindSku(scope, id, { sku, productCode: "CANDLE-FIG" }),
  choose_warehouse: ({ id }) => chooseWarehouse(scope, id, site),
  enter_tracking: ({ id }) => enterTracking(scope, id, { trackingCode: "AB1", carrier: "USPS" }),
  adopt: ({ id }) => adoptOrder(scope, id),
  mark_done: ({ id }) => markDoneByHand(scope, id),
  retry: ({ id }) => retryOrderLinks(scope, owner.id, [id]),
  dismiss: ({ id }) => dismissOrderLink(scope, id, "Sold elsewhere"),
};
/** Each action as the list of held orders calls it. */
const many = (reason: HoldReason): Partial<typeof alone> => {
  const readAt = new Date(Date.now() + 1000);
  const selection = { integrationId: owner.id, reason, readAt };
  return {
    bind_sku: alone.bind_sku,
    choose_warehouse: () => chooseWarehouseForHeld(scope, selection, site),
    retry: () => retryHeld(scope, selection),
    dismiss: () => dismissHeld(scope, selection, "Sold elsewhere"),
  };
};

const cases = reasons.flatMap((reason) => [
  ...actionsOf(reason, ofFulfilment(reason)).map((action) => ({ reason, action, how: "alone" })),
  ...bulkActionsOf(reason).map((action) => ({ reason, action, how: "in bulk" })),
]);

describe("an order that waits for a person", () => {
  it.each(cases)(
    "by $reason moves on by $action, $how, and stays the receipt's own",
    async (one) => {
      const row = await heldBy(one.reason);
      // An answer about an SKU is about the shop, every other one about the order.
      const audits = async () => [...(await auditsOf(row.id)), ...(await auditsOf(owner.id))];
      const before = (await audits()).length;
      const verbs = one.how === "alone" ? alone : many(one.reason);
      await verbs[one.action]?.(row);
      const after = await linkRow(row.id);
      expect(after?.state).not.toBe("held");
      expect(after).toMatchObject({
        id: row.id,
        integrationId: owner.id,
        receiptId: row.receiptId,
        receiptSealed: row.receiptSealed,
      });
      const kinds = await kindsOf(row.id);
      expect(kinds[0]).toBe("hold");
      expect(kinds.length).toBeGreaterThan(1);
      expect(await audits()).toHaveLength(before + 1);
      const ofReceipt = await db()
        .select({ id: orderLink.id })
        .from(orderLink)
        .where(eq(orderLink.receiptId, row.receiptId));
      expect(ofReceipt).toEqual([{ id: row.id }]);
    },
  );

  it("has a way out for every reason that there is", () => {
    expect(new Set(cases.map(({ reason }) => reason)).size).toBe(Object.keys(holdReasons).length);
  });
});
