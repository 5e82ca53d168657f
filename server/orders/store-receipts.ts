import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import type { Receipt } from "@/server/etsy/wire";
import type { IntegrationRow } from "@/server/integrations/access";
import { notify } from "@/server/notifications/notify";
import { classifyReceipt, isCanceled, isRefunded } from "./classify-receipt";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";
import { receiptColumns, recordOrderLinkEvents, settle } from "./order-link";
import type { HoldReason } from "./schema";

/** The page's own event is under way this long before the sweeper sends another, in milliseconds. */
const firstQueueMs = 60_000;

/** Holds that a change in Etsy may have answered. */
const answeredByEtsy = new Set<HoldReason>([
  "address_missing",
  "address_incomplete",
  "sku_missing",
  "sku_unknown",
  "status_unknown",
  "quantity_zero",
  "no_lines",
]);

const epochSeconds = (at: Date | null) => (at ? at.getTime() / 1000 : 0);

/** The state that a receipt alone calls for, before any rule or outbound order. */
function verdictColumns(receipt: Receipt, importSince: Date | null) {
  const verdict = classifyReceipt(receipt, epochSeconds(importSince));
  const none = { holdReason: null, skipReason: null, reasonDetail: null };
  if (verdict.kind === "skip")
    return { ...none, state: "skipped" as const, skipReason: verdict.reason };
  if (verdict.kind === "hold")
    return {
      ...none,
      state: "held" as const,
      holdReason: verdict.reason,
      reasonDetail: verdict.detail,
    };
  return { ...none, state: "received" as const };
}

type Verdict = ReturnType<typeof verdictColumns>;

function verdictEvents(verdict: Verdict): OrderLinkEventInput[] {
  if (verdict.state === "skipped")
    return [{ kind: "skipped", data: { reason: verdict.skipReason } }];
  if (verdict.state === "held")
    return [{ kind: "hold", data: { reason: verdict.holdReason, ...verdict.reasonDetail } }];
  return [];
}

/** Whether the receipt of a link that has no outbound order yet may be judged anew. */
function open(row: OrderLinkRow): boolean {
  if (row.createSentAt || row.outboundOrderId) return false;
  if (row.state === "received") return true;
  if (row.state === "skipped")
    return row.skipReason !== "dismissed" && row.skipReason !== "left_out";
  return row.state === "held";
}

async function storeChanged(
  tx: Transaction,
  importSince: Date | null,
  row: OrderLinkRow,
  receipt: Receipt,
): Promise<boolean> {
  const changed =
    receipt.updatedAt * 1000 > row.receiptUpdatedAt.getTime() ||
    receipt.status !== row.receiptStatus;
  if (!changed || (row.personalDataErasedAt && !open(row))) return false;
  const note = { kind: "receipt.changed", data: { status: receipt.status } };
  if (open(row)) {
    const verdict = verdictColumns(receipt, importSince);
    const wasAnswered = row.state !== "held" || answeredByEtsy.has(row.holdReason as HoldReason);
    const moves = verdict.state !== "received" || wasAnswered;
    await settle(
      tx,
      row,
      {
        ...receiptColumns(row.id, receipt),
        personalDataErasedAt: null,
        // A run that claimed it with the receipt as it was can tell that its turn is over.
        ...(moves ? { ...verdict, attempts: row.attempts + 1, leaseUntil: null } : {}),
        ...(moves && verdict.state === "received"
          ? { queuedUntil: new Date(Date.now() + firstQueueMs), nextAttemptAt: null }
          : {}),
      },
      note,
      ...(moves && verdict.state !== row.state ? verdictEvents(verdict) : []),
    );
    return moves && verdict.state === "received";
  }
  // The order was, or may have been, made from the receipt as it was: that picture stays.
  const stop = (isCanceled(receipt) || isRefunded(receipt)) && !row.stopShipAt;
  await settle(
    tx,
    row,
    {
      receiptStatus: receipt.status,
      receiptUpdatedAt: new Date(receipt.updatedAt * 1000),
      ...(stop ? { stopShipAt: new Date(), stopShipReason: receipt.status.toLowerCase() } : {}),
    },
    note,
    ...(stop ? [{ kind: "stop_ship", data: { status: receipt.status } }] : []),
  );
  // Once it has left the warehouse there is nothing to stop any more: fulfilment holds it.
  if (stop && !row.dispatchedAt)
    await notify(tx, {
      organisationId: row.organisationId,
      integrationId: row.integrationId,
      kind: "stop_ship",
      data: {
        orderLinkId: row.id,
        receiptId: row.receiptId,
        status: receipt.status,
        ...(row.outboundOrderNumber ? { orderNumber: row.outboundOrderNumber } : {}),
      },
      occurrence: `stop_ship:${row.id}`,
    });
  return false;
}

/**
 * Stores the receipts of one page in the caller's transaction: a new one in the state that it calls
 * for, a known one only where it changed. Safe to repeat.
 * @returns how many were new; how many of these the cursor had passed although they are to be
 * imported; and the ids of order links whose outbound order is due.
 */
export async function storeReceipts(
  tx: Transaction,
  integration: IntegrationRow,
  receipts: readonly Receipt[],
): Promise<{ added: number; missed: number; due: string[] }> {
  if (receipts.length === 0) return { added: 0, missed: 0, due: [] };
  const latest = new Map(receipts.map((receipt) => [receipt.receiptId, receipt]));
  const rows = [...latest.values()].map((receipt) => {
    const id = randomUUID();
    const verdict = verdictColumns(receipt, integration.importSince);
    return {
      id,
      organisationId: integration.organisationId,
      customerId: integration.customerId,
      integrationId: integration.id,
      receiptId: receipt.receiptId,
      ...receiptColumns(id, receipt),
      ...verdict,
      queuedUntil: verdict.state === "received" ? new Date(Date.now() + firstQueueMs) : null,
    };
  });
  const added = await tx
    .insert(orderLink)
    .values(rows)
    .onConflictDoNothing({ target: [orderLink.integrationId, orderLink.receiptId] })
    .returning();
  const due = added.filter((row) => row.state === "received").map((row) => row.id);
  await recordOrderLinkEvents(
    tx,
    added.flatMap((row) => {
      const receipt = latest.get(row.receiptId);
      const verdict = receipt ? verdictColumns(receipt, integration.importSince) : null;
      return [
        { kind: "receipt.stored", data: { status: row.receiptStatus } },
        ...(verdict ? verdictEvents(verdict) : []),
      ].map((event) => ({
        ...event,
        organisationId: row.organisationId,
        orderLinkId: row.id,
      }));
    }),
  );

  const addedIds = new Set(added.map((row) => row.receiptId));
  const known = [...latest.keys()].filter((receiptId) => !addedIds.has(receiptId));
  if (known.length > 0) {
    const existing = await tx
      .select()
      .from(orderLink)
      .where(and(eq(orderLink.integrationId, integration.id), inArray(orderLink.receiptId, known)))
      .orderBy(orderLink.id)
      .for("update");
    for (const row of existing) {
      const receipt = latest.get(row.receiptId);
      if (receipt && (await storeChanged(tx, integration.importSince, row, receipt)))
        due.push(row.id);
    }
  }
  const passed = (row: OrderLinkRow) =>
    integration.pullCursor !== null && row.receiptUpdatedAt < integration.pullCursor;
  const missed = added.filter((row) => row.state !== "skipped" && passed(row)).length;
  return { added: added.length, missed, due };
}
