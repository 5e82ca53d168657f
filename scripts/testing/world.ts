import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyBudget, etsyCallCount } from "@/db/schema/etsy-budget";
import { etsyConnection, integration, pull } from "@/db/schema/integration";
import { orderLink, orderLinkEvent, shipment, skuAlias } from "@/db/schema/order-link";
import { cartonCloudConnection, customer, warehouse } from "@/db/schema/organisation";
import { seedDemo } from "@/db/seed";
import { startCartonCloudSandbox } from "@/sandbox/cartoncloud/start";
import { customers, etsyApp, sellers } from "@/sandbox/demo";
import { startEtsySandbox } from "@/sandbox/etsy/start";
import { routes } from "@/scripts/testing/routes";
import { checkDispatches } from "@/server/fulfilment/check-dispatches";
import { fulfilReceipt } from "@/server/fulfilment/fulfil-receipt";
import { lookAgain } from "@/server/fulfilment/look-again";
import { findDueWork } from "@/server/orders/due-work";
import { makeOrders } from "@/server/orders/make-orders";
import { pullPage } from "@/server/orders/pull-page";
import { control } from "./control";
import { letUnclearPostsRest } from "./let-unclear-posts-rest";
import { openIntegration } from "./open-integration";

type Json = Record<string, unknown>;

export type JournalEntry = {
  /** ISO 8601. */
  at: string;
  route: string;
  path: string;
  status: number;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  response: unknown;
};

const talkTo = (url: string) => ({
  url,
  control: (method: string, path: string, body?: unknown) => control(url, method, path, body),
  fault: (rule: Json) => control(url, "POST", "/faults", rule),
  async journal(route?: string): Promise<JournalEntry[]> {
    const query = route ? `?route=${encodeURIComponent(route)}` : "";
    const answer = await control(url, "GET", `/journal${query}`);
    const entries = Array.isArray(answer) ? answer : answer.entries;
    if (!Array.isArray(entries)) throw new Error("The journal has no entries.");
    return entries;
  },
});

export type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * Both stand-ins on free ports, the demo tenant in this file's own database, and ways to drive the
 * product's verbs without a job runner. Call it before anything reads the environment.
 */
export async function openWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), "world-"));
  const etsy = await startEtsySandbox({ port: 0, dataDir });
  const cartonCloud = await startCartonCloudSandbox({ port: 0, dataDir });
  Object.assign(process.env, {
    ETSY_API_URL: etsy.url,
    ETSY_AUTHORIZE_URL: `${etsy.url}/oauth/connect`,
    ETSY_TOKEN_URL: `${etsy.url}/v3/public/oauth/token`,
    CARTONCLOUD_API_URL: cartonCloud.url,
  });
  await seedDemo({
    databaseUrl: process.env.DATABASE_URL ?? "",
    encryptionKeys: process.env.ENCRYPTION_KEYS ?? "",
  });
  const floor = talkTo(cartonCloud.url);
  const liftLimits = () =>
    floor.control("PUT", "/settings", { ordersPerMinute: 0, ordersMinIntervalMs: 0 });
  await liftLimits();
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: 60_000 });
  await forgetQuota();

  return {
    etsy: talkTo(etsy.url),
    cartonCloud: floor,
    connect: (changes = {}) => connectDemoShop(etsy.url, changes),
    placeOrders,
    createdOrder,
    onFloor,
    letPollCome,
    letLooksCome,
    codesTold,
    drive,
    links,
    linkOf,
    ordersOf,
    clearFaults,
    emptyStandIns,
    forgetQuota,
    timeline,
    /** Forgets every receipt, read or not, and every fault that was planned; shops stay connected. */
    async clear() {
      await control(etsy.url, "DELETE", "/receipts");
      for (const table of [shipment, orderLinkEvent, orderLink, skuAlias, pull, etsyCallCount])
        await db().delete(table);
      await forgetQuota();
      await db().update(etsyConnection).set({ parkedUntil: null });
      await db()
        .update(integration)
        .set({ nextPullAt: new Date(0) });
      await clearFaults();
    },
    async close() {
      await etsy.close();
      await cartonCloud.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };

  /** Etsy without a receipt, CartonCloud without an order and without its limits. */
  async function emptyStandIns(): Promise<void> {
    await control(etsy.url, "POST", "/reset", { empty: true });
    await control(cartonCloud.url, "POST", "/reset");
    await liftLimits();
  }

  async function clearFaults(): Promise<void> {
    await control(etsy.url, "DELETE", "/faults");
    await control(cartonCloud.url, "DELETE", "/faults");
  }

  /** The link of a receipt that was placed just now and whose outbound order is made. */
  async function createdOrder(spec: Json = {}) {
    const [receiptId = ""] = await placeOrders(spec);
    await db()
      .update(integration)
      .set({ nextPullAt: new Date(0) });
    await drive();
    const link = await linkOf(receiptId);
    if (!link?.outboundOrderId) throw new Error("The order was not created.");
    return { ...link, outboundOrderId: link.outboundOrderId };
  }

  /** What the warehouse does with an outbound order: "pack", "dispatch", "tracking", "reject", "delete". */
  function onFloor(outboundOrderId: string, action: string, body: Json = {}) {
    return floor.control("POST", `/orders/${outboundOrderId}/${action}`, body);
  }

  /** Tracking numbers that Etsy was told of for a receipt, in that order; "" for a completion without. */
  async function codesTold(receiptId: string): Promise<string[]> {
    const told = await talkTo(etsy.url).journal(routes.tracking);
    return told
      .filter(({ path, status }) => path.includes(receiptId) && status === 200)
      .map(({ body }) => (body as { tracking_code?: string }).tracking_code ?? "");
  }

  /** The outbound orders that carry a receipt's reference in CartonCloud. */
  async function ordersOf(receiptId: string) {
    const found = await floor.control("GET", `/orders?reference=${receiptId}`);
    return found.orders as { order: { id: string; status: string } }[];
  }

  /** Ids of receipts placed at the first demo shop; `spec` as the stand-in's control route takes it. */
  async function placeOrders(spec: Json = {}): Promise<string[]> {
    const placed = await control(etsy.url, "POST", `/shops/${sellers[0].shopId}/receipts`, spec);
    return (placed.receipt_ids as number[]).map(String);
  }
}

/** The next look for dispatches is due. */
const letPollCome = () => db().update(cartonCloudConnection).set({ dispatchPolledAt: null });

/** What is looked at again is due, all of it. */
const letLooksCome = () =>
  db()
    .update(orderLink)
    .set({ lookAgainAt: new Date(0) });

/** The quota as the first answer of the Etsy stand-in tells it. */
async function forgetQuota(): Promise<void> {
  await db().delete(etsyBudget);
  await db().insert(etsyBudget).values({
    keystring: etsyApp.keystring,
    limitPerSecond: 150,
    limitPerDay: 100_000,
    tokens: 60,
  });
}

/** An active integration of the first demo customer with the first demo shop, as Finish leaves it. */
async function connectDemoShop(
  etsyUrl: string,
  changes: Partial<typeof integration.$inferInsert>,
): Promise<typeof integration.$inferSelect> {
  const [seller] = sellers;
  const [owner] = await db()
    .select()
    .from(customer)
    .where(eq(customer.cartonCloudId, customers[0].id));
  const [site] = await db().select().from(warehouse).where(eq(warehouse.name, "Melbourne"));
  if (!owner || !site) throw new Error("The demo tenant is not there.");
  return openIntegration(
    { control: (method, path, body) => control(etsyUrl, method, path, body) },
    seller,
    { organisationId: owner.organisationId, customerId: owner.id, warehouseId: site.id },
    new Date(Date.now() - 3_600_000),
    { name: "Maple", ...changes },
  );
}

/**
 * Does what is due until nothing is, as the job runner would; waits that were asked for are skipped.
 * With `rounds`, only so often, and those waits are left alone.
 */
async function drive({ rounds }: { rounds?: number } = {}): Promise<void> {
  for (let round = 0; round < (rounds ?? 40); round++) {
    await db()
      .update(orderLink)
      .set({ queuedUntil: null, ...(rounds === undefined ? { nextAttemptAt: null } : {}) });
    if (rounds === undefined) await letUnclearPostsRest();
    const due = await findDueWork();
    for (const { pullId } of due.pulls) while ((await pullPage(pullId)).more);
    for (const { organisationId } of due.orders) await makeOrders(organisationId, randomUUID());
    for (const { organisationId } of due.dispatchChecks) {
      await checkDispatches(organisationId);
      await lookAgain(organisationId);
    }
    for (const { orderLinkId } of due.fulfilments) await fulfilReceipt(orderLinkId);
    if (Object.values(due).flat().length === 0) return;
  }
  if (rounds === undefined) throw new Error("The work does not come to an end.");
}

const links = () => db().select().from(orderLink).orderBy(orderLink.receiptId);

const linkOf = async (receiptId: string) =>
  (await db().select().from(orderLink).where(eq(orderLink.receiptId, receiptId)))[0];

/** Kinds of the timeline of one receipt, oldest first. */
async function timeline(receiptId: string): Promise<string[]> {
  const rows = await db()
    .select({ kind: orderLinkEvent.kind })
    .from(orderLinkEvent)
    .innerJoin(orderLink, eq(orderLink.id, orderLinkEvent.orderLinkId))
    .where(eq(orderLink.receiptId, receiptId))
    .orderBy(orderLinkEvent.id);
  return rows.map(({ kind }) => kind);
}
