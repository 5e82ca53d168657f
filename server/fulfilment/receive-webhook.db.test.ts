import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/api/webhooks/cartoncloud/[organisationId]/route";
import { db } from "@/db/client";
import { cartonCloudWebhookKey } from "@/db/schema/cartoncloud-webhook";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { adminOf } from "@/scripts/testing/admin-of";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import {
  makeWebhookKey,
  readWebhookSettings,
  removeWebhookKey,
} from "@/server/organisations/webhook-keys";
import type { Scope } from "@/server/people/scope";
import { checkOrder } from "./check-order";

let world: World;
let admin: Scope;
let organisationId: string;
let key: string;

beforeAll(async () => {
  world = await openWorld();
  ({ organisationId } = await world.connect());
  admin = await adminOf(organisationId);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await db().delete(cartonCloudWebhookKey);
  await db()
    .update(cartonCloudConnection)
    .set({ webhookReceivedAt: null, webhookRefusedAt: null, dispatchPolledAt: new Date() });
  ({ key } = await makeWebhookKey(admin));
});

async function call(body: unknown, change: { key?: string | null; organisation?: string } = {}) {
  const { organisation = organisationId } = change;
  const apiKey = change.key === undefined ? key : change.key;
  const answer = await POST(
    new Request(`http://localhost/api/webhooks/cartoncloud/${organisation}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: apiKey === null ? {} : { "API-Key": apiKey },
    }),
    { params: Promise.resolve({ organisationId: organisation }) },
  );
  return { status: answer.status, outcome: answer.headers.get("outcome") };
}

const orderAs = (id: string, version: number, status = "DISPATCHED") => ({
  id,
  type: "OUTBOUND",
  status,
  version,
  references: { customer: "1" },
});
async function polledAt(): Promise<Date | null> {
  const [row] = await db()
    .select({ at: cartonCloudConnection.dispatchPolledAt })
    .from(cartonCloudConnection)
    .where(eq(cartonCloudConnection.organisationId, organisationId));
  return row?.at ?? null;
}

describe("the webhook of CartonCloud", () => {
  it("F22: refuses a call without a key, with a wrong one, and for an organisation that is not there", async () => {
    const { outboundOrderId } = await world.createdOrder();
    const told = orderAs(outboundOrderId, 99);
    for (const change of [
      { key: null },
      { key: "" },
      { key: `${key}x` },
      { organisation: crypto.randomUUID() },
      { organisation: "no-id" },
    ])
      expect(await call(told, change)).toEqual({ status: 401, outcome: "refused" });
    expect(await polledAt()).not.toBeNull();
    expect(await readWebhookSettings(admin)).toMatchObject({ receivedAt: null });
    expect((await readWebhookSettings(admin)).refusedAt).toBeInstanceOf(Date);
  });

  it("F22: answers what is no JSON, and what is too large, without a word to anyone", async () => {
    expect(await call("{")).toEqual({ status: 400, outcome: "unreadable" });
    expect((await call(`"${"x".repeat(2_000_000)}"`)).status).toBe(413);
    expect(await call({ hello: "there" })).toEqual({ status: 202, outcome: "ignored" });
    expect(await call([])).toEqual({ status: 202, outcome: "ignored" });
  });

  it("F24: ignores orders that are not ours, notes when that was, and those of another organisation", async () => {
    const { outboundOrderId } = await world.createdOrder();
    expect((await readWebhookSettings(admin)).strangerAt).toBeNull();
    expect(await call(orderAs(crypto.randomUUID(), 1))).toMatchObject({ outcome: "ignored" });
    expect((await readWebhookSettings(admin)).strangerAt).toBeInstanceOf(Date);
    const other = crypto.randomUUID();
    await db().execute(sql`insert into organisation (id, name) values (${other}, 'Another')`);
    await db().execute(
      sql`insert into cartoncloud_connection (organisation_id, client_id, client_secret_sealed)
        values (${other}, 'a', 'b')`,
    );
    const stranger = await makeWebhookKey({ ...admin, organisationId: other });
    const told = orderAs(outboundOrderId, 99);
    expect(await call(told, { organisation: other, key: stranger.key })).toEqual({
      status: 202,
      outcome: "ignored",
    });
    expect(await call(told, { key: stranger.key })).toMatchObject({ status: 401 });
  });

  it("has the order read again, and looks for dispatches soon even if the event is lost", async () => {
    const { outboundOrderId } = await world.createdOrder();
    expect(await call(orderAs(outboundOrderId, 99))).toEqual({ status: 202, outcome: "taken" });
    expect(await polledAt()).toBeNull();
    expect((await readWebhookSettings(admin)).receivedAt).toBeInstanceOf(Date);
  });

  it("asks nothing of an order whose create is under way, unless it is dispatched already", async () => {
    const { receiptId } = await world.createdOrder();
    const forgotten = { state: "creating" as const, outboundOrderId: null };
    const leaseUntil = new Date(Date.now() + 60_000);
    await db()
      .update(orderLink)
      .set({ ...forgotten, leaseUntil });
    const references = { customer: receiptId };
    const told = { ...orderAs(crypto.randomUUID(), 1, "AWAITING_PICK_AND_PACK"), references };
    expect(await call(told)).toMatchObject({ outcome: "ignored" });
    expect(await call({ ...told, status: "DISPATCHED" })).toMatchObject({ outcome: "taken" });
    await db().update(orderLink).set({ leaseUntil: null });
    expect(await call(told)).toMatchObject({ outcome: "taken" });
  });

  it("F21: ignores what is older than what is known already", async () => {
    const { outboundOrderId, outboundOrderVersion } = await world.createdOrder();
    const known = outboundOrderVersion ?? 0;
    expect(known).toBeGreaterThan(0);
    expect(await call(orderAs(outboundOrderId, known))).toMatchObject({ outcome: "ignored" });
    expect(await call(orderAs(outboundOrderId, known + 1))).toMatchObject({ outcome: "taken" });
    // Where no version is told, nothing is known to be old.
    expect(await call(orderAs(outboundOrderId, 0))).toMatchObject({ outcome: "taken" });
  });

  it("takes two keys while one replaces the other, and no third", async () => {
    const second = await makeWebhookKey(admin);
    await expect(makeWebhookKey(admin)).rejects.toThrow("two keys already");
    const told = orderAs(crypto.randomUUID(), 1);
    expect(await call(told)).toMatchObject({ status: 202 });
    expect(await call(told, { key: second.key })).toMatchObject({ status: 202 });
    const { keys } = await readWebhookSettings(admin);
    expect(keys.map(({ ending }) => ending)).toEqual([key.slice(-4), second.key.slice(-4)]);
    expect(keys.every(({ lastUsedAt }) => lastUsedAt !== null)).toBe(true);
    await removeWebhookKey(admin, keys[0]?.id ?? "");
    expect(await call(told)).toMatchObject({ status: 401 });
    expect(await call(told, { key: second.key })).toMatchObject({ status: 202 });
  });

  it("keeps no key that could be read, and shows keys to admins of the organisation alone", async () => {
    const stored = JSON.stringify(await db().select().from(cartonCloudWebhookKey));
    expect(stored).not.toContain(key);
    expect(JSON.stringify(await readWebhookSettings(admin))).not.toContain(key);
    const user: Scope = { ...admin, role: "customer_user" };
    await expect(readWebhookSettings(user)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(makeWebhookKey(user)).rejects.toMatchObject({ code: "not_allowed" });
    const [own] = (await readWebhookSettings(admin)).keys;
    const foreign: Scope = { ...admin, organisationId: crypto.randomUUID() };
    await expect(removeWebhookKey(foreign, own?.id ?? "")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("an order that is read again", () => {
  it("F20: is marked as dispatched once, however often it is read at once", async () => {
    const { id, outboundOrderId, receiptId } = await world.createdOrder();
    await world.onFloor(outboundOrderId, "dispatch");
    const checks = await Promise.all(
      Array.from({ length: 50 }, () => checkOrder(organisationId, outboundOrderId)),
    );
    expect(checks.filter(({ fulfil }) => fulfil === id)).toHaveLength(1);
    expect((await world.timeline(receiptId)).filter((kind) => kind === "dispatched")).toHaveLength(
      1,
    );
  });

  it("F21: shows its newest state, whatever order the calls came in", async () => {
    const { outboundOrderId, receiptId } = await world.createdOrder();
    await world.onFloor(outboundOrderId, "pack");
    expect(await checkOrder(organisationId, outboundOrderId)).toEqual({
      fulfil: null,
      create: null,
    });
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "created",
      outboundOrderStatus: "PACKED",
    });
    await world.onFloor(outboundOrderId, "dispatch");
    await checkOrder(organisationId, outboundOrderId);
    const link = await world.linkOf(receiptId);
    await checkOrder(organisationId, outboundOrderId);
    expect(await world.linkOf(receiptId)).toEqual(link);
    expect(link).toMatchObject({ state: "dispatched", outboundOrderStatus: "DISPATCHED" });
  });

  it("F25: makes a receipt whose create is unclear be looked at, by the reference it carries", async () => {
    const { id, outboundOrderId, receiptId } = await world.createdOrder();
    await world.onFloor(outboundOrderId, "dispatch");
    const told = { ...orderAs(outboundOrderId, 9), references: { customer: receiptId } };
    await db()
      .update(orderLink)
      .set({
        state: "unknown",
        outboundOrderId: null,
        outboundOrderVersion: null,
        nextAttemptAt: new Date(Date.now() + 3_600_000),
      });
    expect(await call(told)).toMatchObject({ outcome: "taken" });
    expect(await checkOrder(organisationId, outboundOrderId)).toEqual({ fulfil: null, create: id });
    expect(await world.linkOf(receiptId)).toMatchObject({ nextAttemptAt: null });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed", outboundOrderId });
  });

  it("knows nothing of an order that is gone, or that carries the reference for another customer", async () => {
    expect(await checkOrder(organisationId, crypto.randomUUID())).toEqual({
      fulfil: null,
      create: null,
    });
    const { outboundOrderId, receiptId } = await world.createdOrder();
    // In one statement: an order link belongs to the customer of its integration.
    const other = sql`(select id from customer where organisation_id = ${organisationId}
      and id not in (select customer_id from integration) limit 1)`;
    await db().execute(
      sql`with moved as (update integration set customer_id = ${other})
        update order_link set customer_id = ${other}, state = 'unknown', outbound_order_id = null`,
    );
    expect(await checkOrder(organisationId, outboundOrderId)).toEqual({
      fulfil: null,
      create: null,
    });
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "unknown" });
  });
});
