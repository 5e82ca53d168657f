import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { readPages } from "@/server/cartoncloud/read-pages";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import type { Mapped } from "./map-receipt";
import type { OrderLinkRow } from "./order-link";
import { flawOf, pickFound } from "./same-order";

/** References that one search asks for. */
const batch = 50;
/** A preview looks at most this many references up, and says of how many it did not. */
const mostLookedUp = 500;
/** A batch with more answers than these pages hold is not read to its end, and counts as not looked up. */
const mostPages = 5;

type Order = Extract<Mapped, { kind: "order" }>;
type Known = Pick<OrderLinkRow, "createSentAt" | "outboundOrderId"> | undefined;
export type Becoming = { receiptId: string; mapped: Order; known: Known };
/** `adopt`: its order stands in CartonCloud already, and the run takes it over. */
export type Adopted = Omit<Order, "kind"> & { kind: "adopt" };

/** What the run makes of the orders that it finds under a receipt's reference; as createOrder decides. */
function becomes(
  { mapped, known, receiptId }: Becoming,
  found: OutboundOrder[],
  takenBy: ReadonlyMap<string, string>,
): Mapped | Adopted {
  const picked = pickFound(
    found,
    { reference: mapped.order, order: mapped.order },
    ({ id }) => Boolean(known?.createSentAt) || known?.outboundOrderId === id,
  );
  if (!picked) return mapped;
  const { candidate, own } = picked;
  const outboundOrderId = candidate.id;
  if (!own)
    return {
      kind: "hold",
      reason: "reference_taken",
      detail: { outboundOrderId, number: candidate.number },
    };
  const owner = takenBy.get(candidate.id);
  if (owner !== undefined && owner !== receiptId)
    return { kind: "hold", reason: "reference_taken", detail: { outboundOrderId } };
  return flawOf(candidate, mapped.order) ?? { ...mapped, kind: "adopt" };
}

/** Orders by their reference, as CartonCloud spells it; "" for those without one. */
export function byReference(found: OutboundOrder[]): Map<string, OutboundOrder[]> {
  const under = new Map<string, OutboundOrder[]>();
  for (const one of found) {
    const reference = one.reference ?? "";
    under.set(reference, [...(under.get(reference) ?? []), one]);
  }
  return under;
}

async function findAll(organisationId: string, customerId: string, references: string[]) {
  const found: OutboundOrder[] = [];
  const whole: string[] = [];
  for (let at = 0; at < references.length; at += batch) {
    const some = references.slice(at, at + batch);
    const { rows, whole: all } = await readPages(mostPages, (page) =>
      withCartonCloud(organisationId, (cartonCloud) =>
        cartonCloud.findOutboundOrdersOf(customerId, some, page),
      ),
    );
    found.push(...rows);
    if (all) whole.push(...some);
  }
  return { found, lookedUp: new Set(whole) };
}

/**
 * Looks receipts that would become orders up in CartonCloud by their reference, as the run does before
 * it creates, many in one search. Reads only. The answer is by receipt id; `notLookedUp` counts those
 * beyond the most that a preview asks for. @throws ApiError, DomainError
 */
export async function lookUpReferences(
  integration: { id: string; organisationId: string },
  cartonCloudCustomerId: string,
  receipts: readonly Becoming[],
): Promise<{ becomes: Map<string, Mapped | Adopted>; notLookedUp: number }> {
  const asked = receipts.slice(0, mostLookedUp);
  if (asked.length === 0) return { becomes: new Map(), notLookedUp: 0 };
  const { found, lookedUp } = await findAll(
    integration.organisationId,
    cartonCloudCustomerId,
    asked.map(({ receiptId }) => receiptId),
  );
  const ids = found.map(({ id }) => id);
  const links =
    ids.length === 0
      ? []
      : await db()
          .select({
            id: orderLink.outboundOrderId,
            receiptId: orderLink.receiptId,
            integrationId: orderLink.integrationId,
          })
          .from(orderLink)
          .where(
            and(
              eq(orderLink.organisationId, integration.organisationId),
              inArray(orderLink.outboundOrderId, ids),
            ),
          );
  const takenBy = new Map(
    links.map((link) => [
      link.id ?? "",
      link.integrationId === integration.id ? link.receiptId : "another integration's",
    ]),
  );
  const under = byReference(found);
  return {
    becomes: new Map(
      asked.map((one) => [one.receiptId, becomes(one, under.get(one.receiptId) ?? [], takenBy)]),
    ),
    notLookedUp: receipts.length - lookedUp.size,
  };
}
