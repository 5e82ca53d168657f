import { and, eq, gt, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import type { ApiError } from "@/server/errors";
import type { Attempt, Claim } from "./claim";
import { finish } from "./claim";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";

/** After this many failures in a row it is asked whether the fault is the order's own: about an hour. */
const manyFailures = 12;
/** Other orders that got through within this time show that the way is open, in milliseconds. */
const recentMs = 30 * 60_000;

/** Milliseconds to wait after a failure: 5 s the first time, doubling to 10 min, spread by a fifth. */
const backoffMs = ({ row }: Claim): number =>
  Math.min(5000 * 2 ** row.failures, 600_000) * (0.8 + Math.random() * 0.2);

/**
 * A pull of the shop that succeeded within this time shows that Etsy lets the app read it, in
 * milliseconds: longer than a quiet shop waits for its next one, shorter than twelve failures take.
 */
const pulledMs = 40 * 60_000;

/** Whether Etsy forbids this receipt alone: it lets the app read the shop all the while. */
function isForbiddenAlone({ system, status }: ApiError, { integration }: Claim): boolean {
  const pulledAt = integration.lastPullSucceededAt;
  return (
    system === "Etsy" && status === 403 && pulledAt !== null && Date.now() - +pulledAt < pulledMs
  );
}

/** What a whole connection shares says nothing about one order. */
const isShared = (error: ApiError) => [401, 403, 429].includes(error.status);

/** Whether an outage is no explanation: others of the organisation made the same step a short time ago. */
async function othersGetThrough({ row }: Claim): Promise<boolean> {
  const step = row.state === "dispatched" ? orderLink.completedAt : orderLink.orderCreatedAt;
  const [other] = await db()
    .select({ id: orderLink.id })
    .from(orderLink)
    .where(
      and(
        row.state === "dispatched"
          ? eq(orderLink.integrationId, row.integrationId)
          : eq(orderLink.organisationId, row.organisationId),
        ne(orderLink.id, row.id),
        gt(step, new Date(Date.now() - recentMs)),
      ),
    )
    .limit(1);
  return other !== undefined;
}

type Again = { state?: OrderLinkRow["state"]; waitMs?: number | undefined };

async function again(
  claim: Claim,
  failure: { message: string; counts: boolean; alone?: boolean; waitMs: number },
  event: OrderLinkEventInput,
  state = claim.row.state,
): Promise<Attempt> {
  const counted = claim.row.failures + (failure.counts ? 1 : 0);
  // What an outage did does not count to the end: the first order through must not hold all that waited.
  const mostOfOutage = manyFailures - 3;
  const own =
    counted > mostOfOutage && failure.counts && (failure.alone || (await othersGetThrough(claim)));
  const failures = own ? counted : Math.min(counted, mostOfOutage);
  const lastError = failure.message;
  if (failures >= manyFailures) {
    const reason = "keeps_failing";
    const detail = { message: failure.message, failures };
    return finish(
      claim,
      { state: "held", holdReason: reason, reasonDetail: detail, lastError },
      null,
      event,
      { kind: "hold", data: { reason, ...detail } },
    );
  }
  return finish(claim, { state, lastError, failures }, failure.waitMs, event);
}

/**
 * Ends an attempt that the other side's failure ended: tried again later, at the earliest after
 * `waitMs` (milliseconds) and after what the other side asked for. One that fails again and again
 * while others get through is held for a person, so that it neither hides nor goes on for ever.
 */
export const failAttempt = (
  claim: Claim,
  error: ApiError,
  event: OrderLinkEventInput,
  { state, waitMs }: Again = {},
): Promise<Attempt> => {
  const asked = (error.retryAfterSeconds ?? 0) * 1000;
  const own = state === "unknown" ? 0 : backoffMs(claim);
  const alone = isForbiddenAlone(error, claim);
  const failure = {
    message: error.message,
    counts: alone || !isShared(error),
    alone,
    waitMs: Math.max(asked, own, waitMs ?? 0),
  };
  return again(claim, failure, event, state);
};

/**
 * Ends an attempt that failed for a reason of our own: it is shown and tried again like any other
 * failure, and the error itself goes on to whoever watches the job runner.
 * @throws the error that it was given
 */
export async function stumble(claim: Claim, error: unknown): Promise<never> {
  const message = "Something unexpected went wrong here. It is tried again by itself.";
  const waitMs = Math.max(backoffMs(claim), 30_000);
  await again(claim, { message, counts: true, waitMs }, { kind: "error.own" });
  throw error;
}
