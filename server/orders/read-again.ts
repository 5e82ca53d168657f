import { and, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { orderLink } from "@/db/schema/order-link";
import { ApiError } from "@/server/errors";
import { largestPage } from "@/server/etsy/client";
import type { Receipt } from "@/server/etsy/wire";
import { withEtsy } from "@/server/integrations/connection";
import type { Claim } from "./claim";
import { receiptColumns } from "./order-link";

/** A receipt read longer ago than this is read again before its order is made, in milliseconds. */
export const freshForMs = 2 * 60_000;

/** With fewer others waiting, the receipt alone is the smaller answer. */
const worthAPage = 3;

/** So many receipts before its own an order looks for others that are being made. */
const neighbours = 20;

type Receipts = ReadonlyMap<string, Receipt>;

/** A receipt as Etsy had it at some instant after `readAt`, when it was asked for. */
type Reading = { receipt: Receipt; readAt: Date };
type Page = { receipts: Receipts; readAt: Date };

/** Pages that this process is reading, by integration: orders that are due together share one. */
const underWay = new Map<string, Promise<Page>>();

/**
 * The last page of an integration, for runs that were claimed before it came and look for it after:
 * their links were left out when it was stored.
 */
const justRead = new Map<string, { page: Page; cameAt: number }>();
/** No run takes longer from its claim to its receipt, in milliseconds. */
const keptForMs = 10_000;

/**
 * Links whose order is still to be made and that nobody works on. A claimed one is left out: its
 * run decides by the receipt as it was, and a newer one stored behind its back would hide the change.
 */
const waiting = (integrationId: string, readBefore: Date) =>
  and(
    eq(orderLink.integrationId, integrationId),
    eq(orderLink.state, "received"),
    isNull(orderLink.createSentAt),
    isNull(orderLink.outboundOrderId),
    isNull(orderLink.leaseUntil),
    isNotNull(orderLink.receiptSealed),
    lt(orderLink.receiptReadAt, readBefore),
  );

async function othersWait({ row }: Claim): Promise<boolean> {
  const others = await db()
    .select({ id: orderLink.id })
    .from(orderLink)
    .where(
      and(
        waiting(row.integrationId, new Date(Date.now() - freshForMs)),
        gte(orderLink.receiptCreatedAt, row.receiptCreatedAt),
        ne(orderLink.id, row.id),
      ),
    )
    .limit(worthAPage);
  return others.length === worthAPage;
}

/**
 * Where a page begins: at this receipt, or at an earlier one nearby that another run has just
 * claimed, since runs of the same moment do not come in order.
 */
async function pageStart({ row }: Claim): Promise<Date> {
  const nearby = db()
    .select()
    .from(orderLink)
    .where(
      and(
        eq(orderLink.integrationId, row.integrationId),
        lte(orderLink.receiptCreatedAt, row.receiptCreatedAt),
      ),
    )
    .orderBy(desc(orderLink.receiptCreatedAt))
    .limit(neighbours)
    .as("nearby");
  const [first] = await db()
    .select({ at: nearby.receiptCreatedAt })
    .from(nearby)
    .where(
      and(
        eq(nearby.state, "received"),
        gt(nearby.leaseUntil, sql`now()`),
        lt(nearby.receiptReadAt, new Date(Date.now() - freshForMs)),
      ),
    )
    .orderBy(nearby.receiptCreatedAt)
    .limit(1);
  return first?.at ?? row.receiptCreatedAt;
}

/** Stores a page for the links that wait and were last read before it was asked for. */
async function keep(integrationId: string, receipts: Receipts, askedAt: Date): Promise<void> {
  const known = await db()
    .select({ id: orderLink.id, receiptId: orderLink.receiptId })
    .from(orderLink)
    .where(
      and(waiting(integrationId, askedAt), inArray(orderLink.receiptId, [...receipts.keys()])),
    );
  const rows = known.flatMap(({ id, receiptId }) => {
    const receipt = receipts.get(receiptId);
    return receipt ? [{ id, ...receiptColumns(id, receipt, askedAt) }] : [];
  });
  if (rows.length === 0) return;
  const read = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as read(
    "id" uuid, "receiptSealed" text, "receiptReadAt" timestamptz, "receiptStatus" text,
    "receiptCreatedAt" timestamptz, "receiptUpdatedAt" timestamptz, "itemQuantity" integer,
    "totalMinor" bigint, "totalDivisor" integer, "currency" text)`;
  await inTransaction((tx) =>
    tx
      .update(orderLink)
      .set({
        receiptSealed: sql`read."receiptSealed"`,
        receiptReadAt: sql`read."receiptReadAt"`,
        receiptStatus: sql`read."receiptStatus"`,
        receiptCreatedAt: sql`read."receiptCreatedAt"`,
        receiptUpdatedAt: sql`read."receiptUpdatedAt"`,
        itemQuantity: sql`read."itemQuantity"`,
        totalMinor: sql`read."totalMinor"`,
        totalDivisor: sql`read."totalDivisor"`,
        currency: sql`read."currency"`,
      })
      .from(read)
      .where(and(sql`${orderLink.id} = read."id"`, waiting(integrationId, askedAt))),
  );
}

/** The receipts placed from about this one on, of whatever state, in one call; none when it waits alone. */
async function readPage(claim: Claim, shopId: number): Promise<Page> {
  const { row } = claim;
  const readAt = new Date();
  if (!(await othersWait(claim))) return { receipts: new Map(), readAt };
  const from = await pageStart(claim);
  const page = await withEtsy(row.integrationId, (etsy) =>
    etsy.getReceipts(shopId, {
      minCreated: Math.floor(+from / 1000),
      sortOn: "created",
      limit: largestPage,
      offset: 0,
    }),
  );
  const receipts = new Map(page.receipts.map((receipt) => [receipt.receiptId, receipt]));
  await keep(row.integrationId, receipts, readAt);
  const came = { page: { receipts, readAt }, cameAt: Date.now() };
  justRead.set(row.integrationId, came);
  const forget = () =>
    justRead.get(row.integrationId) === came && justRead.delete(row.integrationId);
  setTimeout(forget, keptForMs).unref();
  return came.page;
}

function inPage(page: Page | undefined, receiptId: string): Reading | undefined {
  const receipt = page?.receipts.get(receiptId);
  return page && receipt ? { receipt, readAt: page.readAt } : undefined;
}

async function readWithOthers(claim: Claim, shopId: number): Promise<Reading | undefined> {
  const { integrationId, receiptId } = claim.row;
  for (let other = underWay.get(integrationId); other; other = underWay.get(integrationId)) {
    // Whoever began it hears of its failure; here it is only not found.
    const found = inPage(await other.catch(() => undefined), receiptId);
    if (found) return found;
  }
  const last = justRead.get(integrationId);
  const missed = last && last.cameAt >= +claim.claimedAt ? inPage(last.page, receiptId) : undefined;
  if (missed) return missed;
  const reading = readPage(claim, shopId).finally(() => underWay.delete(integrationId));
  underWay.set(integrationId, reading);
  try {
    return inPage(await reading, receiptId);
  } catch (error) {
    // A page may fail where one receipt does not; what concerns the whole connection fails both.
    if (error instanceof ApiError && ![401, 403, 429].includes(error.status)) return undefined;
    throw error;
  }
}

/**
 * Stores a reading for the attempt that made it, unless something newer is known by then. Once a
 * create was sent the receipt stays as it was sent: what is changed afterwards shows against it.
 */
const store = ({ row }: Claim, { receipt, readAt }: Reading) =>
  db()
    .update(orderLink)
    .set(receiptColumns(row.id, receipt, readAt))
    .where(
      and(
        eq(orderLink.id, row.id),
        eq(orderLink.attempts, row.attempts),
        isNull(orderLink.createSentAt),
        lte(orderLink.receiptUpdatedAt, new Date(receipt.updatedAt * 1000)),
      ),
    );

async function readAlone({ row }: Claim, shopId: number): Promise<Reading> {
  const readAt = new Date();
  const receipt = await withEtsy(row.integrationId, (etsy) =>
    etsy.getReceipt(shopId, row.receiptId),
  );
  return { receipt, readAt };
}

/**
 * The receipt of a claimed link as Etsy has it now; null where Etsy has it no more. When the orders
 * of more receipts of the shop wait, a page of them is read at once: each is then as fresh as if it
 * had been read alone, and a long list does not cost a call for each of its orders.
 * @throws ApiError, ReconnectNeeded
 */
export async function readAgain(claim: Claim, shopId: number): Promise<Receipt | null> {
  try {
    const reading = (await readWithOthers(claim, shopId)) ?? (await readAlone(claim, shopId));
    if (!claim.row.createSentAt) await store(claim, reading);
    return reading.receipt;
  } catch (error) {
    // Etsy has answered 404 for canceled receipts (etsy/open-api#338).
    if (error instanceof ApiError && error.kind === "refused" && error.status === 404) return null;
    throw error;
  }
}
