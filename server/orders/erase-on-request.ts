import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import { requireAdmin } from "@/server/people/require-admin";
import type { Scope } from "@/server/people/scope";
import { eraseOf } from "./erase-personal-data";
import { isMade } from "./judge-receipt";
import type { OrderLinkRow } from "./order-link";
import { openStoredReceipt, recordOrderLinkEvents, visibleOrderLink } from "./order-link";
import { isSameBuyer } from "./same-buyer";

/** Receipts that are opened at once while a buyer's are looked for. */
const batch = 500;

/** The order links of the organisation whose stored receipt is of the same buyer, this one included. */
async function ofSameBuyer(row: OrderLinkRow): Promise<string[]> {
  const receipt = openStoredReceipt(row);
  const found = [row.id];
  if (!receipt) return found;
  let last: string | undefined;
  for (;;) {
    const rows = await db()
      .select({ id: orderLink.id, receiptSealed: orderLink.receiptSealed })
      .from(orderLink)
      .where(
        and(
          eq(orderLink.organisationId, row.organisationId),
          isNotNull(orderLink.receiptSealed),
          last ? gt(orderLink.id, last) : undefined,
        ),
      )
      .orderBy(asc(orderLink.id))
      .limit(batch);
    for (const one of rows) {
      const other = openStoredReceipt(one);
      if (one.id !== row.id && other && isSameBuyer(receipt, other)) found.push(one.id);
    }
    last = rows.at(-1)?.id;
    if (rows.length < batch) return found;
  }
}

type Locked = { link: OrderLinkRow; integrationStatus: string };

/** Why the data of a link cannot be erased now; null when it can. */
function whyNot({ link, integrationStatus }: Locked): string | null {
  if (link.personalDataErasedAt) return "its personal data is erased already";
  if (integrationStatus === "deleted") return null;
  return ["received", "creating", "unknown"].includes(link.state)
    ? "its outbound order is being made"
    : null;
}

/** Without an order, nothing could be made of a link that is erased: it is left out for good. */
const leavesOut = ({ link }: Locked): boolean =>
  !isMade(link) && link.state !== "completed" && link.skipReason !== "dismissed";

async function erase(tx: Transaction, scope: Scope, rows: readonly Locked[], now: Date) {
  const ids = rows.map(({ link }) => link.id);
  const leftOut = rows.filter(leavesOut).map(({ link }) => link.id);
  if (leftOut.length > 0)
    await tx
      .update(orderLink)
      .set({
        state: "skipped",
        skipReason: "dismissed",
        holdReason: null,
        nextAttemptAt: null,
        updatedAt: now,
      })
      .where(inArray(orderLink.id, leftOut));
  const erased = await eraseOf(tx, inArray(orderLink.id, ids), now);
  await recordOrderLinkEvents(
    tx,
    erased.map((one) => ({
      ...one,
      kind: "personal_data.erased",
      userId: scope.userId,
      data: leftOut.includes(one.orderLinkId) ? { leftOut: true } : {},
    })),
  );
}

/**
 * Erases the buyer's personal data of one receipt or, with `allOfBuyer`, of all receipts of that buyer
 * in the organisation, because someone asked for it. Receipts whose order is being made are kept and
 * named in the answer. One without an order is left out for good, so that no reading brings it back.
 * @throws DomainError not_allowed for who is no admin, not_found, conflict where nothing can be erased
 */
export async function eraseOnRequest(
  scope: Scope,
  orderLinkId: string,
  { allOfBuyer }: { allOfBuyer: boolean },
): Promise<{ erased: number; kept: { receiptId: string; why: string }[] }> {
  requireAdmin(scope);
  const asked = await visibleOrderLink(scope, orderLinkId);
  const ids = allOfBuyer ? await ofSameBuyer(asked) : [asked.id];
  return inTransaction(async (tx) => {
    const rows = await tx
      .select({ link: orderLink, integrationStatus: integration.status })
      .from(orderLink)
      .innerJoin(integration, eq(integration.id, orderLink.integrationId))
      .where(and(inArray(orderLink.id, ids), eq(orderLink.organisationId, scope.organisationId)))
      .orderBy(asc(orderLink.id))
      .for("update", { of: orderLink });
    const kept = rows.flatMap((row) => {
      const why = whyNot(row);
      return why ? [{ receiptId: row.link.receiptId, why }] : [];
    });
    const due = rows.filter((row) => whyNot(row) === null);
    const [first] = kept;
    if (due.length === 0)
      throw new DomainError(
        "conflict",
        `Nothing was erased: of receipt ${first?.receiptId ?? asked.receiptId} ${first?.why ?? "nothing is kept"}.`,
      );
    await erase(tx, scope, due, new Date());
    await recordAudit(tx, scope, {
      action: "personal_data.erased",
      subjectType: "order_link",
      subjectId: asked.id,
      customerId: asked.customerId,
      after: { allOfBuyer, receipts: due.map(({ link }) => link.receiptId) },
    });
    return { erased: due.length, kept };
  });
}
