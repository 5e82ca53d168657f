import type { SQL } from "drizzle-orm";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { inTransaction } from "@/db/in-transaction";
import { orderLink } from "@/db/schema/order-link";
import { customerWarehouse } from "@/db/schema/organisation";
import { fulfilmentDue, ordersDue } from "@/inngest/events";
import { recordAudit } from "@/server/audit/record";
import { wrongCountry } from "@/server/country-code";
import { DomainError } from "@/server/errors";
import { configurableIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { sendEvents } from "@/server/send-events";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";
import { queuedUntil, sealAddress, settle, visibleOrderLink } from "./order-link";
import type { EnteredAddress } from "./schema";

/** Whether a link goes on with its outbound order or with telling Etsy. */
const resumesAt = (row: OrderLinkRow) =>
  row.dispatchedAt ? ("dispatched" as const) : ("received" as const);

/** The columns of a link that is due again, at once. */
export const dueAgain = (row: OrderLinkRow) => ({
  state: resumesAt(row),
  holdReason: null,
  skipReason: null,
  // The attempt can tell by this that a person knows of the order that is gone.
  reasonDetail: row.holdReason === "order_gone" ? row.reasonDetail : null,
  lastError: null,
  failures: 0,
  // A run of an older attempt can tell by this that it is no longer its turn.
  attempts: row.attempts + 1,
  leaseUntil: null,
  nextAttemptAt: null,
  queuedUntil: queuedUntil(),
});

/** Sends the events of released links. A runner that is away finds them by its sweep. */
export async function announce(
  rows: Pick<OrderLinkRow, "id" | "organisationId" | "dispatchedAt">[],
): Promise<void> {
  if (rows.length === 0) return;
  const toFulfil = rows.filter((row) => row.dispatchedAt);
  const toMake = rows.filter((row) => !row.dispatchedAt);
  await sendEvents([
    ...toFulfil.map(({ id, organisationId }) =>
      fulfilmentDue.create({ orderLinkId: id, organisationId }),
    ),
    ...[...new Set(toMake.map(({ organisationId }) => organisationId))].map((organisationId) =>
      ordersDue.create({ organisationId }),
    ),
  ]);
}

/** What a person's act makes of a link, decided under its lock. */
export type Change = (
  row: OrderLinkRow,
  tx: Transaction,
) => Promise<{
  values: Parameters<typeof settle>[2];
  events: OrderLinkEventInput[];
  audit?: Record<string, unknown>;
}>;

/**
 * Changes the one link that fits, under its lock, with timeline and audit, in a transaction of its own;
 * `action` is null where the link only follows from what the audit log has already. The caller has
 * checked that the person may. Null when none fits any more; `due` when it goes on and
 * is to be announced.
 */
export const actOn = (
  scope: Scope,
  which: SQL | undefined,
  action: string | null,
  change: Change,
) =>
  inTransaction(async (tx) => {
    const [row] = await tx.select().from(orderLink).where(which).for("update");
    if (!row) return null;
    const { values, events, audit } = await change(row, tx);
    await settle(tx, row, values, ...events.map((event) => ({ ...event, userId: scope.userId })));
    if (action)
      await recordAudit(tx, scope, {
        action,
        subjectType: "order_link",
        subjectId: row.id,
        customerId: row.customerId,
        before: { state: row.state, holdReason: row.holdReason },
        after: { state: values.state ?? row.state, ...audit },
      });
    return { row, due: values.state === "received" || values.state === "dispatched" };
  });

/** Changes one link that a person may act on. @throws DomainError */
export async function act(
  scope: Scope,
  orderLinkId: string,
  action: string,
  change: Change,
): Promise<void> {
  const seen = await visibleOrderLink(scope, orderLinkId);
  requireLive(await configurableIntegration(scope, seen.integrationId));
  const done = await actOn(scope, eq(orderLink.id, orderLinkId), action, change);
  if (!done) throw new DomainError("not_found", "This order does not exist.");
  if (done.due) await announce([done.row]);
}

/** Nothing works off the orders of a deleted integration: whoever lets one go on would lose sight of it. */
export function requireLive({ status }: { status: string }): void {
  if (status === "deleted")
    throw new DomainError(
      "conflict",
      "This integration is deleted: its orders stay readable, but none goes on. Configure the shop again to import new ones.",
    );
}

export function requireHeld(row: OrderLinkRow, ...reasons: string[]): void {
  if (row.state !== "held" || (reasons.length > 0 && !reasons.includes(row.holdReason ?? "")))
    throw new DomainError(
      "conflict",
      "This order has moved on in the meantime. Look at its state again.",
    );
}

const isLeftOut = (row: OrderLinkRow) => row.state === "skipped" && row.skipReason === "left_out";

/** Why a link cannot be tried again; null when it can. */
function whyNot(row: OrderLinkRow): string | null {
  if (row.personalDataErasedAt) return "Its personal data is erased.";
  if (row.state === "held" || (row.state === "skipped" && row.skipReason === "dismissed"))
    return null;
  if (isLeftOut(row)) return "A rule left it out. Choose a warehouse for it on its page.";
  if (row.state === "received" || row.state === "unknown") return null;
  return "It does not wait for anyone.";
}

/** Tries order links again, each in its own transaction. @throws DomainError not_found, not_allowed */
export async function retryOrderLinks(
  scope: Scope,
  integrationId: string,
  orderLinkIds: readonly string[],
): Promise<{ released: number; refused: { orderLinkId: string; why: string }[] }> {
  requireLive(await configurableIntegration(scope, integrationId));
  const refused: { orderLinkId: string; why: string }[] = [];
  const released: OrderLinkRow[] = [];
  for (const orderLinkId of new Set(orderLinkIds)) {
    const row = await db().transaction(async (tx) => {
      const [found] = await tx
        .select()
        .from(orderLink)
        .where(and(eq(orderLink.id, orderLinkId), eq(orderLink.integrationId, integrationId)))
        .for("update");
      const why = found ? whyNot(found) : "It does not exist.";
      if (!found || why) {
        refused.push({ orderLinkId, why: why ?? "" });
        return null;
      }
      const waits = found.state === "received" || found.state === "unknown";
      await settle(
        tx,
        found,
        waits ? { nextAttemptAt: null, queuedUntil: dueAgain(found).queuedUntil } : dueAgain(found),
        { kind: "released", userId: scope.userId },
      );
      await recordAudit(tx, scope, {
        action: "order_link.retried",
        subjectType: "order_link",
        subjectId: found.id,
        customerId: found.customerId,
        before: { state: found.state, holdReason: found.holdReason },
      });
      return found;
    });
    if (row) released.push(row);
  }
  await announce(released);
  return { released: released.length, refused };
}

/** Answers a hold for its address. The address is sealed and erased with the receipt. @throws DomainError */
export const enterAddress = (scope: Scope, orderLinkId: string, address: EnteredAddress) =>
  act(scope, orderLinkId, "order_link.address_entered", async (row) => {
    requireHeld(row, "address_missing", "address_incomplete");
    const wrong = wrongCountry(address.countryIso);
    if (wrong) throw new DomainError("invalid", wrong, "countryIso");
    return {
      values: { ...dueAgain(row), addressSealed: sealAddress(row.id, address) },
      events: [{ kind: "address.entered" }, { kind: "released" }],
    };
  });

/** The answer to a hold for its warehouse, or for a receipt that a rule left out. */
export const warehouseAnswer =
  (warehouseId: string): Change =>
  async (row, tx) => {
    if (!isLeftOut(row) || row.personalDataErasedAt)
      requireHeld(row, "no_rule", "warehouse_not_allowed");
    const [access] = await tx
      .select({ id: customerWarehouse.warehouseId })
      .from(customerWarehouse)
      .where(
        and(
          eq(customerWarehouse.customerId, row.customerId),
          eq(customerWarehouse.warehouseId, warehouseId),
        ),
      );
    if (!access)
      throw new DomainError(
        "invalid",
        "The customer has no access to this warehouse. Choose one of theirs.",
        "warehouseId",
      );
    return {
      values: { ...dueAgain(row), chosenWarehouseId: warehouseId },
      events: [{ kind: "warehouse.chosen", data: { warehouseId } }, { kind: "released" }],
      audit: { warehouseId },
    };
  };

/** Answers one hold for its warehouse. @throws DomainError invalid when the customer has no access to it */
export const chooseWarehouse = (scope: Scope, orderLinkId: string, warehouseId: string) =>
  act(scope, orderLinkId, "order_link.warehouse_chosen", warehouseAnswer(warehouseId));

/** Leaves a held receipt out for good, with the person's reason. */
export const dismissal =
  (why: string): Change =>
  async (row) => {
    requireHeld(row);
    return {
      values: { state: "skipped", skipReason: "dismissed", holdReason: null, nextAttemptAt: null },
      // The audit log cannot be erased, and the reason may name the buyer: it stands in the timeline alone.
      events: [{ kind: "skipped", data: { reason: "dismissed", why } }],
    };
  };

/** Leaves one held receipt out. @throws DomainError */
export const dismissOrderLink = (scope: Scope, orderLinkId: string, why: string) =>
  act(scope, orderLinkId, "order_link.dismissed", dismissal(why));

/** Takes the outbound order that has the reference already for this receipt's own. @throws DomainError */
export async function adoptOrder(scope: Scope, orderLinkId: string): Promise<void> {
  try {
    await act(scope, orderLinkId, "order_link.adopted", async (row) => {
      requireHeld(row, "reference_taken");
      const outboundOrderId = row.reasonDetail?.outboundOrderId;
      if (typeof outboundOrderId !== "string")
        throw new DomainError("conflict", "The other order is not known any more. Retry instead.");
      return {
        // The attempt that follows reads it by its id and takes over its state.
        values: { ...dueAgain(row), outboundOrderId, orderCreatedAt: new Date() },
        events: [{ kind: "order.adopted", data: { outboundOrderId } }, { kind: "released" }],
        audit: { outboundOrderId },
      };
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new DomainError("conflict", "Another receipt belongs to that order already.");
    throw error;
  }
}
