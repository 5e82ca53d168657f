import type { Receipt } from "@/sandbox/etsy/world/model";

export type WebhookEvent = "order.paid" | "order.canceled" | "order.shipped";

/** What Etsy tells of when a receipt changes; nothing of refunds and edits. */
export function eventsOf(before: Receipt | undefined, after: Receipt): WebhookEvent[] {
  const events: WebhookEvent[] = [];
  if (after.isPaid && !before?.isPaid) events.push("order.paid");
  if (after.status === "canceled" && before && before.status !== "canceled")
    events.push("order.canceled");
  const parcels = after.shipments.length > (before?.shipments.length ?? 0);
  if (before && (parcels || (after.isShipped && !before.isShipped))) events.push("order.shipped");
  return events;
}
