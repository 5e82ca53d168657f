import type { SQL } from "drizzle-orm";
import { and, asc, eq, inArray, isNotNull, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { customer } from "@/db/schema/organisation";
import { readPages } from "@/server/cartoncloud/read-pages";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import { ApiError } from "@/server/errors";
import { defaultFulfilment, fulfilment } from "@/server/integrations/schema";
import type { OrderLinkRow } from "@/server/orders/order-link";
import { settle } from "@/server/orders/order-link";
import { dueAgain } from "@/server/orders/release";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import { bringUp, checkOrder } from "./check-order";
import { readConsignmentsOf } from "./consignments";
import { addParcels } from "./ledger";
import { nextOrderLook, nextParcelLook } from "./next-look";
import type { Parcel } from "./parcels";
import { parcelsOf } from "./parcels";

/** Orders that one search asks for. */
const batch = 50;
/** An answer is read so far; what it shows beyond is looked at the next time. */
const mostPages = 5;
/** Until when nobody else looks at the ones that are being looked at, in milliseconds. */
const takenForMs = 3_600_000;

/** So many batches of orders, and as many of parcels, are looked at in one go. */
const mostBatches = 5;

/** Orders that are out, those among them that wait for a person too: they may be mended or leave all the same. */
const out = ["created", "held"] as const;

type Due = OrderLinkRow & { outboundOrderId: string };
/** Ids of order links to fulfil, and how many were looked at. */
type Looked = { fulfil: string[]; looked: number };

/** Takes up to a batch of links of one customer whose next look is due, for an hour. */
async function take(organisationId: string, states: readonly Due["state"][]): Promise<Due[]> {
  const due = (...more: SQL[]) =>
    and(
      eq(orderLink.organisationId, organisationId),
      inArray(orderLink.state, [...states]),
      isNotNull(orderLink.outboundOrderId),
      lte(orderLink.lookAgainAt, new Date()),
      ...more,
    );
  return db().transaction(async (tx) => {
    const [first] = await tx
      .select({ customerId: orderLink.customerId })
      .from(orderLink)
      .where(due())
      .orderBy(asc(orderLink.lookAgainAt))
      .limit(1);
    if (!first) return [];
    const rows = await tx
      .select()
      .from(orderLink)
      .where(due(eq(orderLink.customerId, first.customerId)))
      .orderBy(asc(orderLink.lookAgainAt))
      .limit(batch)
      .for("update", { skipLocked: true });
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0)
      await tx
        .update(orderLink)
        .set({ lookAgainAt: new Date(Date.now() + takenForMs) })
        .where(inArray(orderLink.id, ids));
    return rows.flatMap((row) =>
      row.outboundOrderId ? [{ ...row, outboundOrderId: row.outboundOrderId }] : [],
    );
  });
}

/** Orders that are out: one that was dispatched behind the poll's back, rejected or deleted is found. */
async function lookAtOrders(organisationId: string): Promise<Looked> {
  const links = await take(organisationId, out);
  const [first] = links;
  if (!first) return { fulfil: [], looked: 0 };
  const [owner] = await db()
    .select({ cartonCloudId: customer.cartonCloudId })
    .from(customer)
    .where(eq(customer.id, first.customerId));
  const found = owner
    ? await readPages<OutboundOrder>(mostPages, (page) =>
        withCartonCloud(organisationId, (cartonCloud) =>
          cartonCloud.findOutboundOrdersOf(
            owner.cartonCloudId,
            links.map(({ receiptId }) => receiptId),
            page,
          ),
        ),
      )
    : { rows: [] };
  const byId = new Map(found.rows.map((order) => [order.id, order]));
  const fulfil: string[] = [];
  for (const link of links) {
    try {
      const order = byId.get(link.outboundOrderId);
      // Its reference may have been rewritten; only the id says that it is gone.
      const check = order
        ? await bringUp(organisationId, order)
        : await checkOrder(organisationId, link.outboundOrderId);
      if (check.fulfil) fulfil.push(check.fulfil);
      await moveOn(link, null);
    } catch (error) {
      if (!(error instanceof ApiError) || [401, 429].includes(error.status)) throw error;
      // One order that CartonCloud fails for keeps no other back.
      await moveOn(link, error);
    }
  }
  return { fulfil, looked: links.length };
}

/** Sets the next look of an order that is still out, and shows what kept this one from an answer. */
const moveOn = (link: Due, error: ApiError | null) =>
  db().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(orderLink)
      .where(and(eq(orderLink.id, link.id), inArray(orderLink.state, [...out])))
      .for("no key update");
    if (!row) return;
    if (row.dispatchedAt) return settle(tx, row, { lookAgainAt: null });
    const values = { lookAgainAt: nextOrderLook(new Date()), lastError: error?.message ?? null };
    const { system, status, message } = error ?? {};
    const event = { kind: "error.retry", data: { system, status, message } };
    await settle(tx, row, values, ...(error ? [event] : []));
  });

/**
 * Notes tracking that came after Etsy was told. The integration says whether Etsy is told of it too;
 * else it is only shown. A receipt that a person completed by hand is left alone.
 * @returns whether the link is due again
 */
async function noteLater(seen: Due, parcels: readonly Parcel[]): Promise<boolean> {
  return db().transaction(async (tx) => {
    const [found] = await tx
      .select({ row: orderLink, owner: integration })
      .from(orderLink)
      .innerJoin(integration, eq(integration.id, orderLink.integrationId))
      .where(and(eq(orderLink.id, seen.id), eq(orderLink.state, "completed")))
      .for("no key update", { of: orderLink });
    if (!found) return false;
    const { row, owner } = found;
    if (owner.status === "deleted") {
      await settle(tx, row, { lookAgainAt: null });
      return false;
    }
    const now = new Date();
    const lookAgainAt = nextParcelLook(row.dispatchedAt ?? now, now);
    const settings = fulfilment.catch(defaultFulfilment).parse(owner.fulfilment);
    const tells = settings.laterTracking === "tell";
    const told = await tx
      .select({ id: shipment.id })
      .from(shipment)
      .where(and(eq(shipment.orderLinkId, row.id), eq(shipment.state, "told")))
      .limit(1);
    const added =
      told.length > 0 && settings.complete
        ? await addParcels(tx, row, settings, parcels, tells ? "due" : "shown")
        : [];
    if (added.length === 0) {
      await settle(tx, row, { lookAgainAt });
      return false;
    }
    const event = {
      kind: "tracking.later",
      data: { trackingCodes: added.map(({ trackingCode }) => trackingCode), tells },
    };
    await settle(tx, row, tells ? dueAgain(row) : { lookAgainAt }, event);
    return tells;
  });
}

/** Shows on a completed order what kept this look at its parcels from an answer; the next one comes in its turn. */
const showFailure = (link: Due, { system, message }: ApiError) =>
  db().transaction((tx) => {
    const now = new Date();
    const lookAgainAt = nextParcelLook(link.dispatchedAt ?? now, now);
    return settle(tx, link, { lookAgainAt }, { kind: "error.retry", data: { system, message } });
  });

/** Parcels of orders that are completed: tracking that came or changed since is found. */
async function lookAtParcels(organisationId: string): Promise<Looked> {
  const links = await take(organisationId, ["completed"]);
  if (links.length === 0) return { fulfil: [], looked: 0 };
  const { rows, failed } = await readConsignmentsOf(
    organisationId,
    links.map(({ outboundOrderId }) => outboundOrderId),
  );
  const fulfil: string[] = [];
  for (const link of links) {
    const own = rows.filter((one) => one.outboundOrderId === link.outboundOrderId);
    const error = failed.get(link.outboundOrderId);
    if (error) await showFailure(link, error);
    else if (await noteLater(link, parcelsOf(own))) fulfil.push(link.id);
  }
  return { fulfil, looked: links.length };
}

/**
 * Looks in CartonCloud for what neither webhook nor poll told: one search for each batch of orders of
 * a customer whose turn it is, a few batches at a time. Safe to repeat, and in several processes at
 * once. @returns ids of order links to fulfil. @throws ApiError
 */
export async function lookAgain(organisationId: string): Promise<string[]> {
  const due: string[] = [];
  for (const look of [lookAtOrders, lookAtParcels])
    for (let count = 0; count < mostBatches; count++) {
      const { fulfil, looked } = await look(organisationId);
      due.push(...fulfil);
      if (looked === 0) break;
    }
  return due;
}
