import { and, eq, lt } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { etsyWebhookDelivery, integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { pullRequested } from "@/inngest/events";
import { env } from "@/server/env";
import type { SignedMessage, WebhookEvent } from "@/server/etsy/webhook";
import { isSignedByEtsy, readWebhook } from "@/server/etsy/webhook";
import { failpoint } from "@/server/failpoint";
import { sendEvents } from "@/server/send-events";
import { gatherMs, openPullIn } from "./request-pull";

/**
 * refused   not signed by Etsy, or no secret is set
 * ignored   signed, but nothing that concerns an active integration, or delivered before
 * pulled    the shop is read
 */
export type WebhookOutcome = "refused" | "ignored" | "pulled";

/** Longer than Etsy repeats a delivery, and than a message stays acceptable, in milliseconds. */
const rememberedMs = 30 * 86_400_000;

/** Forgets deliveries of more than 30 days ago. @returns how many */
export async function forgetOldDeliveries(now: Date): Promise<number> {
  const gone = await db()
    .delete(etsyWebhookDelivery)
    .where(lt(etsyWebhookDelivery.receivedAt, new Date(+now - rememberedMs)))
    .returning({ id: etsyWebhookDelivery.id });
  return gone.length;
}

/** Etsy tells of our own tracking posts too. */
async function isOwnDoing(
  tx: Transaction,
  integrationId: string,
  { eventType, receiptId }: WebhookEvent,
) {
  if (eventType !== "order.shipped") return false;
  const [link] = await tx
    .select({ state: orderLink.state })
    .from(orderLink)
    .where(and(eq(orderLink.integrationId, integrationId), eq(orderLink.receiptId, receiptId)));
  return link?.state === "dispatched" || link?.state === "completed";
}

/**
 * Stores a delivery together with the pull that it calls for: a process that ends between the two
 * would have Etsy's repeat taken for done. Null for one that was taken before, or is our own doing.
 */
const takeDelivery = (id: string, integrationId: string, event: WebhookEvent) =>
  inTransaction(async (tx) => {
    const stored = await tx
      .insert(etsyWebhookDelivery)
      .values({ id, ...event })
      .onConflictDoNothing({ target: etsyWebhookDelivery.id })
      .returning({ id: etsyWebhookDelivery.id });
    if (stored.length === 0 || (await isOwnDoing(tx, integrationId, event))) return null;
    // A pull that runs already reads up to its start: its end sees this delivery and reads on at once.
    const pull = await openPullIn(tx, integrationId, { trigger: "webhook", userId: null });
    if (FAILPOINTS) failpoint("webhook.stored.before");
    return { pull };
  });

/**
 * Takes a delivery of Etsy's webhook: once per message id. It only makes the shop be read sooner;
 * what happened is what the reading says. Safe to repeat. Errors of the database are thrown, so that
 * Etsy delivers again.
 */
export async function receiveEtsyWebhook(message: SignedMessage): Promise<WebhookOutcome> {
  const secret = env().ETSY_WEBHOOK_SECRET;
  if (!secret || !message.id || !isSignedByEtsy(message, secret, Date.now())) return "refused";
  const event = readWebhook(message.rawBody);
  if (!event) return "ignored";
  const [owner] = await db()
    .select({ id: integration.id })
    .from(integration)
    .where(and(eq(integration.etsyShopId, event.shopId), eq(integration.status, "active")));
  if (!owner) return "ignored";
  const taken = await takeDelivery(message.id, owner.id, event);
  if (FAILPOINTS) failpoint("webhook.stored.after");
  if (!taken) return "ignored";
  const { pull } = taken;
  if (pull && !pull.joined)
    await sendEvents(
      pullRequested.create({ pullId: pull.pullId, integrationId: owner.id, waitMs: gatherMs }),
    );
  return "pulled";
}
