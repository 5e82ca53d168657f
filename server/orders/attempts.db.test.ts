import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { customers } from "@/sandbox/demo";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { fulfilReceipt } from "@/server/fulfilment/fulfil-receipt";
import { healthFor, readFacts } from "@/server/integrations/facts";
import { createOrder } from "./create-order";
import { readOutboundOrder } from "./get";
import { pullPage } from "./pull-page";
import { retryOrderLinks } from "./release";
import { openPull } from "./request-pull";

let world: World;
let integrationId: string;
let organisationId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId, organisationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const linkOf = async (receiptId: string) => {
  const row = await world.linkOf(receiptId);
  if (!row) throw new Error("The receipt was not stored.");
  return row;
};
async function pull() {
  const opened = await openPull(integrationId, { trigger: "person", userId: null });
  await pullPage(opened?.pullId ?? "");
}
async function stored(spec: Record<string, unknown> = {}) {
  const [receiptId = ""] = await world.placeOrders(spec);
  await pull();
  return linkOf(receiptId);
}
const healthNow = async () => {
  const [row] = await db().select().from(integration).where(eq(integration.id, integrationId));
  const facts = (await readFacts([integrationId])).get(integrationId);
  if (!row || !facts) throw new Error("The integration is gone.");
  return healthFor(row, facts, new Date());
};
const delay = (ms: number) => ({ kind: "delay", ms });

describe("an attempt that something overtakes", () => {
  it("creates nothing when the receipt is canceled while it searches", async () => {
    const { id, receiptId } = await stored();
    await world.cartonCloud.fault({ route: routes.search, when: "before", fault: delay(1500) });
    const attempt = createOrder(id);
    await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
    await pull();
    expect(await attempt).toMatchObject({ state: "not_due" });
    expect(await linkOf(receiptId)).toMatchObject({ state: "skipped", skipReason: "canceled" });
    expect(await world.ordersOf(receiptId)).toEqual([]);
  });

  it("tells Etsy nothing once another attempt has taken the order over", async () => {
    const { id, receiptId } = await stored();
    await createOrder(id);
    const { outboundOrderId } = await linkOf(receiptId);
    await world.cartonCloud.control("POST", `/orders/${outboundOrderId}/dispatch`, {});
    await db().update(orderLink).set({ state: "dispatched", dispatchedAt: new Date() });
    await world.etsy.fault({
      route: routes.receipt,
      when: "before",
      fault: delay(1000),
    });
    const slow = fulfilReceipt(id);
    await new Promise((resume) => setTimeout(resume, 300));
    await db().update(orderLink).set({ attempts: 99, leaseUntil: null });
    expect(await slow).toMatchObject({ state: "not_due" });
    const told = (await world.etsy.journal(routes.tracking)).filter(({ path }) =>
      path.includes(receiptId),
    );
    expect(told).toHaveLength(0);
  });
});

describe("a failure of our own", () => {
  it("is shown on the order, which is tried again, and reaches the job runner", async () => {
    const { id, receiptId } = await stored();
    await db().update(orderLink).set({ receiptSealed: "damaged" });
    await expect(createOrder(id)).rejects.toThrow();
    const row = await linkOf(receiptId);
    expect(row).toMatchObject({ state: "received", leaseUntil: null });
    expect(row.lastError).toContain("tried again");
    expect(row.nextAttemptAt).not.toBeNull();
    expect(await world.timeline(receiptId)).toContain("error.own");
    expect((await healthNow()).state).toBe("Delayed");
  });
});

describe("credentials that CartonCloud refuses", () => {
  it("are told by the health from the first refusal of any call, until one is accepted", async () => {
    const { id } = await stored();
    const refused = { kind: "status", status: 401, body: { error: "invalid_token" } };
    await world.cartonCloud.fault({
      route: routes.search,
      when: "before",
      times: "always",
      fault: refused,
    });
    await createOrder(id);
    expect(await healthNow()).toMatchObject({ state: "Needs attention" });
    expect((await healthNow()).words).toContain("CartonCloud refuses");
    await world.cartonCloud.control("DELETE", "/faults");
    await world.drive();
    const [connection] = await db().select().from(cartonCloudConnection);
    expect(connection).toMatchObject({ status: "connected", lastError: null });
    expect((await healthNow()).state).toBe("Healthy");
  });
});

describe("a receipt that Etsy forbids to read", () => {
  const forbid = async (id: string, times: number) => {
    const refused = { kind: "status", status: 403, body: { error: "Receipt is not accessible" } };
    await world.etsy.fault({
      route: routes.receipt,
      when: "before",
      times: "always",
      fault: refused,
    });
    for (let time = 0; time < times; time++) {
      await db()
        .update(orderLink)
        .set({ receiptReadAt: new Date(0), nextAttemptAt: null });
      await createOrder(id);
    }
  };

  it("waits for a person after twelve times, with Etsy's reason, where its shop is read all the while", async () => {
    const { id, receiptId } = await stored();
    await forbid(id, 11);
    expect(await linkOf(receiptId)).toMatchObject({ state: "received", failures: 11 });
    await forbid(id, 1);
    const row = await linkOf(receiptId);
    expect(row).toMatchObject({ state: "held", holdReason: "keeps_failing" });
    expect(row.reasonDetail?.message).toContain("Receipt is not accessible");
    expect(await world.ordersOf(receiptId)).toEqual([]);
  });

  it("is tried on where the shop as such cannot be read", async () => {
    const { id, receiptId } = await stored();
    await db()
      .update(integration)
      .set({ lastPullSucceededAt: new Date(Date.now() - 2 * 3_600_000) });
    await forbid(id, 14);
    expect(await linkOf(receiptId)).toMatchObject({ state: "received", failures: 0 });
  });
});

describe("another customer's outbound order", () => {
  const foreign = async () => {
    const other = crypto.randomUUID();
    await world.cartonCloud.fault({
      route: routes.getOrder,
      when: "before",
      times: "always",
      fault: {
        kind: "status",
        status: 200,
        body: {
          id: other,
          status: "AWAITING_PICK_AND_PACK",
          version: 1,
          references: { customer: "X" },
          customer: { id: customers[1].id },
        },
      },
    });
    return other;
  };

  it("is not adopted when CartonCloud names it as the duplicate", async () => {
    const { id, receiptId } = await stored();
    await db()
      .update(orderLink)
      .set({ createSentAt: new Date(Date.now() - 300_000) });
    const duplicateId = await foreign();
    await world.cartonCloud.fault({
      route: routes.order,
      when: "before",
      fault: {
        kind: "status",
        status: 422,
        body: [{ type: "DUPLICATE", message: "Taken.", details: { duplicateId } }],
      },
    });
    await createOrder(id);
    expect(await linkOf(receiptId)).toMatchObject({ state: "held", holdReason: "reference_taken" });
  });

  it("is not shown beside the receipt", async () => {
    const { id } = await stored();
    await db()
      .update(orderLink)
      .set({ state: "created", outboundOrderId: await foreign() })
      .where(eq(orderLink.id, id));
    expect(await readOutboundOrder(await adminOf(organisationId), id)).toBeNull();
  });
});

describe("a deleted integration", () => {
  it("lets none of its orders go on, and says so", async () => {
    const { id } = await stored({ lines: [{ sku: "NO-SUCH", title: "Vase" }] });
    await createOrder(id);
    const scope = await adminOf(organisationId);
    await db().update(integration).set({ status: "deleted" });
    await expect(retryOrderLinks(scope, integrationId, [id])).rejects.toThrow("is deleted");
    await db().update(integration).set({ status: "active" });
    expect(await retryOrderLinks(scope, integrationId, [id])).toMatchObject({ released: 1 });
  });
});
