import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { fromNow } from "@/db/from-now";
import { inTransaction } from "@/db/in-transaction";
import { keptQuery } from "@/db/kept-query";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import type { IntegrationRow } from "@/server/integrations/access";
import { noteInLog } from "@/server/log-context";
import type { CartonCloudRow } from "@/server/organisations/with-cartoncloud";
import type { OrderLinkEventInput, OrderLinkRow, SeenOrderLink } from "./order-link";
import { openEnteredAddress, openStoredReceipt, settle, settleUnchanged } from "./order-link";
import { withoutBuyer } from "./without-buyer";

/** Longer than an attempt takes, in milliseconds; one that takes longer notices that its turn is over. */
export const leaseMs = 60_000;

export type Claim = {
  row: OrderLinkRow;
  integration: IntegrationRow;
  cartonCloud: CartonCloudRow | null;
  claimedAt: Date;
  /** Milliseconds since a create was sent, by the database's clock; null where none was. */
  sinceSentMs: number | null;
};

/** Waits for a page of a pull that is being stored: a claim that gave up here would come back a minute later. */
const claim = keptQuery((on) =>
  on
    .update(orderLink)
    .set({
      attempts: sql`${orderLink.attempts} + 1`,
      leaseUntil: fromNow(leaseMs),
      updatedAt: sql`${sql.placeholder("claimedAt")}::timestamptz`,
    })
    .from(integration)
    .leftJoin(
      cartonCloudConnection,
      eq(cartonCloudConnection.organisationId, integration.organisationId),
    )
    .where(
      and(
        eq(orderLink.id, sql.placeholder("id")),
        eq(integration.id, orderLink.integrationId),
        sql`${orderLink.state}::text = any(${sql.placeholder("states")}::text[])`,
        eq(integration.status, "active"),
        or(isNull(orderLink.leaseUntil), lt(orderLink.leaseUntil, sql`now()`)),
        or(isNull(orderLink.nextAttemptAt), lt(orderLink.nextAttemptAt, fromNow(1000))),
      ),
    )
    .returning({
      row: orderLink,
      integration,
      cartonCloud: cartonCloudConnection,
      sinceSentMs: sql<
        number | null
      >`(1000 * extract(epoch from clock_timestamp() - ${orderLink.createSentAt}))::float8`,
    }),
);

/**
 * Takes an order link for one attempt, so that no other run works on it until the lease ends.
 * Null when it is not due, taken, in another state, or its integration is not active.
 * `row` is as the claim leaves it: its `attempts` is this attempt's own number.
 */
export async function claimOrderLink(
  id: string,
  states: readonly OrderLinkRow["state"][],
): Promise<Claim | null> {
  const claimedAt = new Date();
  const [claimed] = await claim({
    id,
    states: `{${states.join(",")}}`,
    claimedAt: claimedAt.toISOString(),
  });
  if (!claimed) return null;
  const { organisationId, integrationId, receiptId } = claimed.row;
  noteInLog({ organisationId, integrationId, receiptId, orderLinkId: id });
  return { ...claimed, claimedAt };
}

/** A run sleeps between two attempts for at most this long, in milliseconds; then it ends. */
export const longestOwnWaitMs = 5 * 60_000;

/** What an attempt leaves behind: the state, and when it should be tried again by itself. */
export type Attempt = { state: OrderLinkRow["state"] | "not_due"; retryInMs: number | null };

export const notDue: Attempt = { state: "not_due", retryInMs: null };

/** What an attempt changes: the columns of the link and its timeline. */
export type Outcome = {
  values: Partial<typeof orderLink.$inferInsert>;
  events: OrderLinkEventInput[];
};

/** What is known of the buyer; nothing where no key opens it, which must not keep the failure from being shown. */
function buyerOf(row: OrderLinkRow): Parameters<typeof withoutBuyer>[1] {
  try {
    return { receipt: openStoredReceipt(row), address: openEnteredAddress(row) };
  } catch {
    return { receipt: null, address: null };
  }
}

/** The columns of a link that an attempt gives back: due again after `retryInMs`, or not at all. */
function givenBack(retryInMs: number | null) {
  if (retryInMs === null)
    return { leaseUntil: null, queuedUntil: null, nextAttemptAt: null, failures: 0 };
  // The run that made this attempt waits for short times itself; for longer ones the sweeper does.
  const queuedUntil = retryInMs <= longestOwnWaitMs ? fromNow(retryInMs + 60_000) : null;
  return { leaseUntil: null, queuedUntil, nextAttemptAt: fromNow(retryInMs) };
}

/**
 * Ends a claimed attempt: changes the link as `decide` says by the link as it is now, locked, writes
 * its timeline and gives it back, due again after `retryInMs` or not at all. Does nothing when another
 * attempt has taken over meanwhile. `decide` may run again, so it has no effect outside `tx`.
 */
export async function finishBy(
  { row }: Claim,
  retryInMs: number | null,
  decide: (current: OrderLinkRow, tx: Transaction) => Promise<Outcome> | Outcome,
): Promise<Attempt> {
  return inTransaction(async (tx) => {
    const [own] = await tx
      .select()
      .from(orderLink)
      .where(and(eq(orderLink.id, row.id), eq(orderLink.attempts, row.attempts)))
      .for("update");
    if (!own) return notDue;
    const { values, events } = withoutBuyer(await decide(own, tx), buyerOf(own));
    await settle(tx, row, { ...values, ...givenBack(retryInMs) }, ...events);
    return { state: values.state ?? row.state, retryInMs };
  });
}

/**
 * Ends a claimed attempt as finishBy does, by one statement, where nobody has written the link since
 * it was seen; null where somebody has.
 */
export async function finishUnchanged(
  seen: SeenOrderLink,
  outcome: Outcome,
): Promise<Attempt | null> {
  const { values, events } = withoutBuyer(outcome, buyerOf(seen));
  const done = await settleUnchanged(seen, { ...values, ...givenBack(null) }, events);
  return done ? { state: values.state ?? seen.state, retryInMs: null } : null;
}

/** Ends a claimed attempt as finishBy does, whatever else became of the link meanwhile. */
export const finish = (
  claim: Claim,
  values: Outcome["values"],
  retryInMs: number | null,
  ...events: OrderLinkEventInput[]
): Promise<Attempt> => finishBy(claim, retryInMs, () => ({ values, events }));
