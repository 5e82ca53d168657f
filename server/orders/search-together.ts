import { AsyncResource } from "node:async_hooks";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import { ApiError } from "@/server/errors";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import type { Claim } from "./claim";
import { byReference } from "./look-up-references";

/** The orders that CartonCloud has under a claimed receipt's reference, for one of its customers. @throws ApiError, DomainError */
export type SearchOrders = (claim: Claim, customerId: string) => Promise<OutboundOrder[]>;

export const searchAlone: SearchOrders = ({ row, cartonCloud }, customerId) =>
  withCartonCloud(
    row.organisationId,
    (client) => client.findOutboundOrders(customerId, row.receiptId),
    cartonCloud,
  );

/** A search waits this long for those of other attempts, in milliseconds. */
const gatherMs = 20;

type Asked = {
  claim: Claim;
  customerId: string;
  found: (orders: OutboundOrder[]) => void;
  failed: (error: unknown) => void;
};

/** A refusal of what was asked; whoever is asked for less may be served. */
const refusesTheSearch = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.kind === "refused" &&
  !error.effectUnknown &&
  ![401, 403, 429].includes(error.status);

/** The answers by reference; null where one search does not answer all of them for certain. */
async function searchAll(asked: readonly Asked[]): Promise<Map<string, OutboundOrder[]> | null> {
  const [{ claim, customerId }] = asked as [Asked];
  const references = new Set(asked.map((one) => one.claim.row.receiptId));
  try {
    const { rows, totalPages } = await withCartonCloud(
      claim.row.organisationId,
      (client) => client.findOutboundOrdersOf(customerId, [...references], 1),
      claim.cartonCloud,
    );
    const strange = rows.some(({ reference }) => !references.has(reference ?? ""));
    return totalPages > 1 || strange ? null : byReference(rows);
  } catch (error) {
    if (refusesTheSearch(error)) return null;
    throw error;
  }
}

async function answer(asked: readonly Asked[]): Promise<void> {
  const alone = ({ claim, customerId, found, failed }: Asked) =>
    searchAlone(claim, customerId).then(found, failed);
  try {
    const orders = asked.length > 1 ? await searchAll(asked) : null;
    if (!orders) await Promise.all(asked.map(alone));
    else for (const { claim, found } of asked) found(orders.get(claim.row.receiptId) ?? []);
  } catch (error) {
    for (const { failed } of asked) failed(error);
  }
}

/**
 * Searches for attempts that run at once, `atOnce` at the most: those asked within a few milliseconds
 * go to CartonCloud, which counts calls, as one. Each attempt still searches after it has read its receipt and before
 * it sends.
 */
export function searchTogether(atOnce: number): SearchOrders {
  let waiting: Asked[] = [];
  let timer: NodeJS.Timeout | undefined;
  // Bound: what is asked for several receipts is logged under none of them.
  const flush = AsyncResource.bind(() => {
    const asked = waiting;
    waiting = [];
    clearTimeout(timer);
    for (const ofCustomer of groupsOf(asked)) void answer(ofCustomer);
  });
  return (claim, customerId) =>
    new Promise((found, failed) => {
      if (waiting.length === 0) timer = setTimeout(flush, gatherMs);
      waiting.push({ claim, customerId, found, failed });
      if (waiting.length >= atOnce) flush();
    });
}

function groupsOf(asked: readonly Asked[]): Asked[][] {
  const ids = new Set(asked.map(({ customerId }) => customerId));
  return [...ids].map((id) => asked.filter(({ customerId }) => customerId === id));
}
