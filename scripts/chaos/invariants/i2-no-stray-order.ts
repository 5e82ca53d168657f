import type { Exchange, FloorOrder, Snapshot } from "@/scripts/chaos/snapshot-shape";
import { readersOf } from "@/scripts/chaos/snapshot-shape";
import { lastTold, withoutPages } from "@/scripts/chaos/told";

/** An order may follow a reading of its receipt by this long, ms: the product's two minutes and the call. */
const freshMs = 135_000;

/** I2: no outbound order without a receipt that was paid, in scope and alive when it was made. */
export function noStrayOrder(snapshot: Snapshot): string[] {
  return snapshot.orders.flatMap((order) => {
    const receipt = snapshot.receipts.find(({ id }) => String(id) === order.reference);
    if (!receipt) return [`I2: order ${order.id} has no receipt (${order.reference}).`];
    const owner = readersOf(snapshot, receipt.shopId).find(
      (one) => one.cartonCloudCustomerId === order.customerId,
    );
    if (!owner) return [`I2: order ${order.id} is of a customer that does not read its shop.`];
    const faults = [];
    if (!receipt.isPaid) faults.push("is not paid");
    if (receipt.createdAt < Math.floor(+(owner.importSince ?? 0) / 1000))
      faults.push("was paid before the integration began");
    if (receipt.status === "canceled" && order.createdAt - receipt.updatedAt * 1000 > freshMs)
      faults.push("was canceled before");
    const sent = sentBefore(snapshot.cartonCloud, order);
    const known = withoutPages(snapshot.etsy, snapshot.pagesLost);
    const told = sent && lastTold(known, order.reference, begunAt(snapshot, order, sent));
    if (told && /cancel|fully refunded/i.test(String(told.status)))
      faults.push(`was read as ${told.status} before`);
    if (told && told.is_shipped === true) faults.push("was read as shipped before");
    return faults.map(
      (fault) => `I2: order ${order.id} was made although receipt ${receipt.id} ${fault}.`,
    );
  });
}

/**
 * When the attempt that sent the request had read the receipt: before it looked for the order. What
 * another process reads between that look and the request comes too late for anyone to keep it back.
 */
function begunAt({ cartonCloud }: Snapshot, { reference }: FloorOrder, sent: Exchange) {
  const looked = cartonCloud.findLast(
    ({ route, body, at }) =>
      route.endsWith("/outbound-orders/search") &&
      at <= sent.at &&
      JSON.stringify(body ?? null).includes(`"${reference}"`),
  );
  return looked?.at ?? sent.at;
}

/** The request that made an order: the first one sent for its receipt and customer. */
function sentBefore(journal: readonly Exchange[], order: FloorOrder): Exchange | undefined {
  return journal.find(({ route, body }) => {
    if (!route.endsWith("/outbound-orders") || !route.startsWith("POST")) return false;
    const sent = body as { references?: { customer?: string }; customer?: { id?: string } } | null;
    return sent?.references?.customer === order.reference && sent.customer?.id === order.customerId;
  });
}
