import type { SQL } from "drizzle-orm";
import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { DomainError } from "@/server/errors";
import { configurableIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { heldFor, heldSince } from "./held-selection";
import { bulkActionsOf } from "./hold-actions";
import type { OrderLinkRow } from "./order-link";
import type { Change } from "./release";
import { actOn, announce, dismissal, dueAgain, requireLive, warehouseAnswer } from "./release";
import type { HeldSelection } from "./schema";

/** Orders that one call moves at most: it stays an answer that a person waits for. */
export const bulkLimit = 500;

/**
 * What became of many orders, each counted once: `done` by this call, `moved` on by someone else in the
 * meantime, `erased` and so never to be tried again, `left` for another call, those that came since among them.
 */
export type BulkOutcome = { done: number; moved: number; erased: number; left: number };

export const countOf = async (which: SQL | undefined): Promise<number> =>
  (await db().select({ count: sql<number>`count(*)::int` }).from(orderLink).where(which))[0]
    ?.count ?? 0;

/**
 * Changes all orders that fit, oldest first, each under its own lock in its own transaction, so that one
 * that fails undoes no other and none is held up by the rest. What another person or a run moved
 * meanwhile is left as it is. A stop halfway leaves whole orders; the sweep announces them.
 */
export async function actOnEach(
  scope: Scope,
  which: SQL | undefined,
  action: string | null,
  change: Change,
): Promise<{ row: OrderLinkRow; due: boolean }[]> {
  const ids = await db()
    .select({ id: orderLink.id })
    .from(orderLink)
    .where(which)
    .orderBy(asc(orderLink.receiptCreatedAt), asc(orderLink.id))
    .limit(bulkLimit);
  const done = [];
  try {
    for (const { id } of ids) {
      const one = await actOn(scope, and(eq(orderLink.id, id), which), action, change);
      if (one) done.push(one);
    }
  } finally {
    await announce(done.filter(({ due }) => due).map(({ row }) => row));
  }
  return done;
}

async function inBulk(
  scope: Scope,
  selection: HeldSelection,
  action: string,
  change: Change,
  also?: SQL,
): Promise<BulkOutcome> {
  const all = and(heldFor(selection), also);
  const which = and(all, heldSince(selection.readAt));
  const seen = Math.min(bulkLimit, await countOf(which));
  const done = (await actOnEach(scope, which, action, change)).length;
  return { done, moved: Math.max(0, seen - done), erased: 0, left: await countOf(all) };
}

const mayActOn = async (scope: Scope, { integrationId }: HeldSelection) =>
  requireLive(await configurableIntegration(scope, integrationId));

/** Tries all orders of a reason, or of one cause of it, again. @throws DomainError not_found, not_allowed, conflict */
export async function retryHeld(scope: Scope, selection: HeldSelection): Promise<BulkOutcome> {
  await mayActOn(scope, selection);
  const retried: Change = async (row) => ({
    values: dueAgain(row),
    events: [{ kind: "released" }],
  });
  const kept = isNull(orderLink.personalDataErasedAt);
  const outcome = await inBulk(scope, selection, "order_link.retried", retried, kept);
  const erased = await countOf(and(heldFor(selection), isNotNull(orderLink.personalDataErasedAt)));
  return { ...outcome, erased };
}

/** Gives all orders of a reason one warehouse. @throws DomainError invalid for a warehouse that is not the customer's, and for another reason */
export async function chooseWarehouseForHeld(
  scope: Scope,
  selection: HeldSelection,
  warehouseId: string,
): Promise<BulkOutcome> {
  await mayActOn(scope, selection);
  if (!bulkActionsOf(selection.reason).includes("choose_warehouse"))
    throw new DomainError(
      "invalid",
      "These orders do not wait for a warehouse. Answer their own reason, or retry them.",
      "warehouseId",
    );
  return inBulk(scope, selection, "order_link.warehouse_chosen", warehouseAnswer(warehouseId));
}

/** Leaves all orders of a reason out, with one reason on each of them. @throws DomainError */
export async function dismissHeld(
  scope: Scope,
  selection: HeldSelection,
  why: string,
): Promise<BulkOutcome> {
  await mayActOn(scope, selection);
  return inBulk(scope, selection, "order_link.dismissed", dismissal(why));
}
