import type { OutboundOrderInput } from "@/server/cartoncloud/client";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import type { Held } from "./classify-receipt";

/** What tells whose an outbound order is. */
export type Reference = Pick<OutboundOrderInput, "references" | "customer">;

const quantities = (lines: { code: string; quantity: number }[]) => {
  const sums = new Map<string, number>();
  for (const { code, quantity } of lines) sums.set(code, (sums.get(code) ?? 0) + quantity);
  return sums;
};

const sent = (input: OutboundOrderInput) =>
  quantities(
    input.items.map((item) => ({
      code: item.details.product.references.code,
      quantity: item.measures.quantity,
    })),
  );

/** Product codes that were sent and that the order lacks, or has less of; empty where it shows no items. */
export function droppedLines(order: OutboundOrder, input: OutboundOrderInput): string[] {
  if (!order.items) return [];
  const has = quantities(
    order.items.flatMap((item) =>
      item.productCode ? [{ code: item.productCode, quantity: item.quantity ?? 0 }] : [],
    ),
  );
  return [...sent(input)].flatMap(([code, quantity]) =>
    (has.get(code) ?? 0) < quantity ? [code] : [],
  );
}

/** Whether an order carries the reference and the customer of the one that would be sent now. */
export const hasOurReference = (order: OutboundOrder, ours: Reference): boolean =>
  order.reference === ours.references.customer && order.customerId === ours.customer.id;

/** Whether an order that nobody remembers sending is the very order that would be sent now. */
export function isSameOrder(order: OutboundOrder, input: OutboundOrderInput): boolean {
  const { address } = input.details.deliver;
  return (
    hasOurReference(order, input) &&
    order.contactName === address.contactName &&
    order.address1 === address.address1 &&
    (order.postcode ?? "") === (address.postcode ?? "") &&
    order.items !== null &&
    order.items.length === input.items.length &&
    droppedLines(order, input).length === 0
  );
}

/**
 * The order under a receipt's reference that counts, a rejected one only where there is no other, and
 * whether it is ours to take over: alone there, with our reference, and either remembered as sent or
 * the very order that would be sent now. Null where nothing was found.
 */
export function pickFound(
  found: readonly OutboundOrder[],
  ours: { reference: Reference; order: OutboundOrderInput | null },
  wasSent: (candidate: OutboundOrder) => boolean,
): { candidate: OutboundOrder; own: boolean } | null {
  const live = found.filter(({ status }) => status !== "REJECTED");
  const [candidate, ...others] = live.length > 0 ? live : found;
  if (!candidate) return null;
  const { reference, order } = ours;
  const own =
    others.length === 0 &&
    hasOurReference(candidate, reference) &&
    (wasSent(candidate) || (order !== null && isSameOrder(candidate, order)));
  return { candidate, own };
}

/** The hold of an order that is ours and cannot go its way as it is; null where it can. */
export function flawOf(order: OutboundOrder, input: OutboundOrderInput | null): Held | null {
  if (order.status === "REJECTED")
    return { kind: "hold", reason: "order_rejected", detail: { messages: order.errors } };
  const productCodes = input ? droppedLines(order, input) : [];
  return productCodes.length > 0
    ? { kind: "hold", reason: "lines_dropped", detail: { productCodes } }
    : null;
}
