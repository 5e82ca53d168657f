import { randomUUID } from "node:crypto";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { keptQuery } from "@/db/kept-query";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { orderChanged } from "@/inngest/events";
import type { ToldOrder } from "@/server/cartoncloud/webhook";
import { readToldOrder } from "@/server/cartoncloud/webhook";
import { admitWebhook, noteStranger } from "@/server/organisations/webhook-keys";
import { sendEvents } from "@/server/send-events";

/**
 * refused     no such organisation, or not one of its keys
 * unreadable  no JSON
 * ignored     no order of ours, or nothing that is not known already
 * taken       the order is read again
 */
export type WebhookOutcome = "refused" | "unreadable" | "ignored" | "taken";

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readable(rawBody: string): ToldOrder | null | undefined {
  try {
    return readToldOrder(rawBody);
  } catch {
    return undefined;
  }
}

/** What may have become of an order after the answer that is on its way. */
const decided = new Set(["DISPATCHED", "REJECTED"]);

type Meant = { outboundOrderId: string | null; version: number | null; leaseUntil: Date | null };

/** The order links that a call may be about: by the order's id, or by its reference where none is known. */
const meantBy = keptQuery((on) =>
  on
    .select({
      outboundOrderId: orderLink.outboundOrderId,
      version: orderLink.outboundOrderVersion,
      leaseUntil: orderLink.leaseUntil,
    })
    .from(orderLink)
    .where(
      and(
        eq(orderLink.organisationId, sql.placeholder("organisationId")),
        or(
          eq(orderLink.outboundOrderId, sql.placeholder("outboundOrderId")),
          and(
            eq(orderLink.receiptId, sql.placeholder("reference")),
            isNull(orderLink.outboundOrderId),
          ),
        ),
      ),
    ),
);

/**
 * Whether the call may be ahead of what is known of an order of ours. While the attempt that made it
 * is still at work, its own answer says the same; a lost one is searched for.
 */
const isNews = (told: ToldOrder, { outboundOrderId, version, leaseUntil }: Meant): boolean => {
  if (outboundOrderId) return told.version === 0 || told.version > (version ?? 0);
  return decided.has(told.status) || !leaseUntil || leaseUntil < new Date();
};

/**
 * Takes a call of CartonCloud's webhook. It only makes one order be read sooner; what happened is
 * what the reading says. Safe to repeat, in any order. Errors of the database are thrown, so that
 * the sender tries again.
 */
export async function receiveCartonCloudWebhook(call: {
  organisationId: string;
  apiKey: string | null;
  rawBody: string;
}): Promise<WebhookOutcome> {
  const { organisationId, apiKey, rawBody } = call;
  if (!apiKey || !isUuid.test(organisationId)) return "refused";
  if (!(await admitWebhook(organisationId, apiKey))) return "refused";
  const told = readable(rawBody);
  if (told === undefined) return "unreadable";
  if (!told) return "ignored";
  const { outboundOrderId, reference, version } = told;
  const meant = await meantBy({ organisationId, outboundOrderId, reference });
  if (meant.length === 0) await noteStranger(organisationId);
  if (!meant.some((link) => isNews(told, link))) return "ignored";
  // Should the event be lost, the sweeper looks for dispatched orders within a minute.
  if (told.status === "DISPATCHED")
    await db()
      .update(cartonCloudConnection)
      .set({ dispatchPolledAt: null })
      .where(eq(cartonCloudConnection.organisationId, organisationId));
  const messageId = `${organisationId}/${outboundOrderId}/${version || randomUUID()}`;
  await sendEvents(orderChanged.create({ organisationId, outboundOrderId, messageId }));
  return "taken";
}
