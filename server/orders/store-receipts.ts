import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import type { Receipt } from "@/server/etsy/wire";
import type { IntegrationRow } from "@/server/integrations/access";
import { endingOf } from "./fill-endings";
import type { Verdict } from "./judge-receipt";
import { judgeKnown, verdictColumns } from "./judge-receipt";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";
import { receiptColumns, recordOrderLinkEvents, settle } from "./order-link";
import { stopColumns, stopEvent, tellStop } from "./stop-ship";
import { watchEdits } from "./watch-edits";

function verdictEvents(verdict: Verdict): OrderLinkEventInput[] {
  if (verdict.state === "skipped")
    return [{ kind: "skipped", data: { reason: verdict.skipReason } }];
  if (verdict.state === "held")
    return [{ kind: "hold", data: { reason: verdict.holdReason, ...verdict.reasonDetail } }];
  return [];
}

async function storeChanged(
  tx: Transaction,
  importSince: Date | null,
  row: OrderLinkRow,
  receipt: Receipt,
  readAt: Date,
): Promise<boolean> {
  const reading = judgeKnown(row, receipt, importSince);
  // Etsy need not date an edit: what is on the receipt tells.
  const edit = watchEdits(row, receipt);
  if (reading.kind === "same") {
    if (edit) await settle(tx, row, edit.values, edit.event);
    return false;
  }
  const note = { kind: "receipt.changed", data: { status: receipt.status } };
  if (reading.kind === "judged" || reading.kind === "stored") {
    const verdict = "verdict" in reading ? reading.verdict : null;
    await settle(
      tx,
      row,
      {
        ...receiptColumns(row.id, receipt, readAt),
        personalDataErasedAt: null,
        // A run that claimed it with the receipt as it was can tell that its turn is over.
        ...(verdict ? { ...verdict, attempts: row.attempts + 1, leaseUntil: null } : {}),
        ...(verdict?.state === "received" ? { nextAttemptAt: null } : {}),
      },
      note,
      ...(verdict && verdict.state !== row.state ? verdictEvents(verdict) : []),
    );
    return verdict?.state === "received";
  }
  const stop = reading.kind === "stop";
  await settle(
    tx,
    row,
    {
      receiptStatus: receipt.status,
      receiptUpdatedAt: new Date(receipt.updatedAt * 1000),
      ...(stop ? stopColumns(receipt) : {}),
      ...edit?.values,
    },
    note,
    ...(edit ? [edit.event] : []),
    ...(stop ? [stopEvent(receipt)] : []),
  );
  // Once it has left the warehouse there is nothing to stop any more: fulfilment holds it.
  if (stop && !row.dispatchedAt) await tellStop(tx, row, receipt, row.outboundOrderNumber);
  return false;
}

/**
 * Stores the receipts of one page in the caller's transaction: a new one in the state that it calls
 * for, a known one only where it changed. `readAt` is when the page was asked for. Safe to repeat.
 * @returns how many were new; how many of these the cursor had passed although they are to be
 * imported; and of how many the outbound order is due.
 */
export async function storeReceipts(
  tx: Transaction,
  integration: IntegrationRow,
  receipts: readonly Receipt[],
  readAt: Date,
): Promise<{ added: number; missed: number; due: number }> {
  if (receipts.length === 0) return { added: 0, missed: 0, due: 0 };
  const latest = new Map(receipts.map((receipt) => [receipt.receiptId, receipt]));
  const { id: integrationId, organisationId } = integration;
  const rows = [...latest.values()].map((receipt) => {
    const id = randomUUID();
    const verdict = verdictColumns(receipt, integration.importSince);
    return {
      id,
      organisationId,
      customerId: integration.customerId,
      integrationId,
      receiptId: receipt.receiptId,
      receiptEnding: endingOf(receipt.receiptId),
      ...receiptColumns(id, receipt, readAt),
      ...verdict,
    };
  });
  const added = await tx
    .insert(orderLink)
    .values(rows)
    .onConflictDoNothing({ target: [orderLink.integrationId, orderLink.receiptId] })
    .returning();
  let due = added.filter((row) => row.state === "received").length;
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
      if (receipt && (await storeChanged(tx, integration.importSince, row, receipt, readAt)))
        due += 1;
    }
  }
  const passed = (row: OrderLinkRow) =>
    integration.pullCursor !== null && row.receiptUpdatedAt < integration.pullCursor;
  const missed = added.filter((row) => row.state !== "skipped" && passed(row)).length;
  return { added: added.length, missed, due };
}
