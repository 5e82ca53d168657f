import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import { open, seal } from "@/server/crypto";
import { notFound } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import type { Scope } from "@/server/people/scope";
import type { EnteredAddress } from "./schema";
import { enteredAddress } from "./schema";

/**
 * Until when an event that was sent for a link just now is under way: the sweeper sends no other
 * before, one minute from now.
 */
export const queuedUntil = (): Date => new Date(Date.now() + 60_000);

export type OrderLinkRow = typeof orderLink.$inferSelect;

const place = (column: string, id: string) => `order_link:${column}:${id}`;

export const sealReceipt = (id: string, receipt: Receipt): string =>
  seal(JSON.stringify(receipt), place("receipt", id));

/** The receipt as last read; null once personal data is erased. It was written by sealReceipt, in this shape. */
export function openStoredReceipt(row: Pick<OrderLinkRow, "id" | "receiptSealed">): Receipt | null {
  return row.receiptSealed ? JSON.parse(open(row.receiptSealed, place("receipt", row.id))) : null;
}

export const sealEditedReceipt = (id: string, receipt: Receipt): string =>
  seal(JSON.stringify(receipt), place("edited_receipt", id));

/** The receipt as it was changed in Etsy after its order was made; null while it is the same. */
export function openEditedReceipt(
  row: Pick<OrderLinkRow, "id" | "editedReceiptSealed">,
): Receipt | null {
  return row.editedReceiptSealed
    ? JSON.parse(open(row.editedReceiptSealed, place("edited_receipt", row.id)))
    : null;
}

export const sealAddress = (id: string, address: EnteredAddress): string =>
  seal(JSON.stringify(address), place("address", id));

export function openEnteredAddress(
  row: Pick<OrderLinkRow, "id" | "addressSealed">,
): EnteredAddress | null {
  return row.addressSealed
    ? enteredAddress.parse(JSON.parse(open(row.addressSealed, place("address", row.id))))
    : null;
}

/** What the column holds at most: a sum beyond it must not end the page that it came with. */
const largestQuantity = 2_147_483_647;

/** What an order is made of: later readings are compared with it. */
export const contentColumns = (id: string, receipt: Receipt) => ({
  receiptSealed: sealReceipt(id, receipt),
  itemQuantity: Math.min(
    receipt.lines.reduce((sum, line) => sum + Math.max(0, line.quantity), 0),
    largestQuantity,
  ),
  totalMinor: receipt.total?.minor ?? null,
  totalDivisor: receipt.total?.divisor ?? null,
  currency: receipt.total?.currency ?? null,
});

/** The columns that follow a receipt. `readAt` is when it was asked for: what changes later is newer. */
export function receiptColumns(id: string, receipt: Receipt, readAt: Date) {
  return {
    ...contentColumns(id, receipt),
    receiptReadAt: readAt,
    receiptStatus: receipt.status,
    receiptCreatedAt: new Date(receipt.createdAt * 1000),
    receiptUpdatedAt: new Date(receipt.updatedAt * 1000),
  };
}

export type OrderLinkEventInput = {
  kind: string;
  userId?: string | null;
  /** Ids, counts and reasons; never a buyer's data. */
  data?: Record<string, unknown>;
};

/** Adds to the timeline; call it with the transaction of what happened. */
export async function recordOrderLinkEvents(
  tx: Queryable,
  events: ({ organisationId: string; orderLinkId: string } & OrderLinkEventInput)[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(orderLinkEvent).values(
    events.map((event) => ({
      organisationId: event.organisationId,
      orderLinkId: event.orderLinkId,
      kind: event.kind,
      userId: event.userId ?? null,
      data: event.data ?? {},
    })),
  );
}

/** Changes an order link and writes its timeline in one transaction. */
export async function settle(
  tx: Queryable,
  row: Pick<OrderLinkRow, "id" | "organisationId">,
  values: PgUpdateSetSource<typeof orderLink>,
  ...events: OrderLinkEventInput[]
): Promise<void> {
  await tx
    .update(orderLink)
    .set({ ...values, updatedAt: new Date() })
    .where(eq(orderLink.id, row.id));
  await recordOrderLinkEvents(
    tx,
    events.map((event) => ({
      ...event,
      organisationId: row.organisationId,
      orderLinkId: row.id,
    })),
  );
}

/** A link as read or written, with the sign of that state: any later write of the row changes it. */
export type SeenOrderLink = OrderLinkRow & { xmin: string };

/** For `returning`: the row and its sign. */
export const seenColumns = { ...getTableColumns(orderLink), xmin: sql<string>`${orderLink}.xmin` };

/**
 * As settle, in one statement and without a lock before it, where nobody has written the link since it
 * was seen. False, and nothing changed, where somebody has. At least one event.
 */
export async function settleUnchanged(
  { id, xmin }: SeenOrderLink,
  values: PgUpdateSetSource<typeof orderLink>,
  events: OrderLinkEventInput[],
): Promise<boolean> {
  const changed = db()
    .update(orderLink)
    .set({ ...values, updatedAt: new Date() })
    .where(and(eq(orderLink.id, id), sql`${orderLink}.xmin = ${xmin}::xid`))
    .returning({ id: orderLink.id, organisationId: orderLink.organisationId });
  const told = JSON.stringify(events.map(({ kind, data }) => ({ kind, data: data ?? {} })));
  const written = await db().execute(sql`
    with changed as ${changed}
    insert into ${orderLinkEvent} (organisation_id, order_link_id, kind, data)
    select changed.organisation_id, changed.id, told.kind, told.data
    from changed cross join rows from (jsonb_to_recordset(${told}::jsonb) as (kind text, data jsonb))
      with ordinality as told(kind, data, place)
    order by told.place returning 1
  `);
  return written.length > 0;
}

/** The order link, if the person may see it. @throws DomainError not_found */
export async function visibleOrderLink(scope: Scope, id: string): Promise<OrderLinkRow> {
  const [row] = await db()
    .select()
    .from(orderLink)
    .where(
      and(
        eq(orderLink.id, id),
        eq(orderLink.organisationId, scope.organisationId),
        scope.role === "admin" ? undefined : inArray(orderLink.customerId, [...scope.customerIds]),
      ),
    );
  if (!row) throw notFound("order");
  return row;
}
