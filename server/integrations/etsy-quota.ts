import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { fromNow } from "@/db/from-now";
import { etsyBudget, etsyCallCount } from "@/db/schema/etsy-budget";
import { etsyConnection, integration } from "@/db/schema/integration";
import { env } from "@/server/env";
import { ApiError } from "@/server/errors";
import type { Fetch } from "@/server/http";
import { retryAfterSeconds } from "@/server/http";
import { readingsADay } from "@/server/orders/next-pull";
import type { EtsyPurpose, QuotaFacts } from "./admit-etsy-call";
import { admitEtsyCall, burstShare, longestWaitMs, tooManyWait, turnInMs } from "./admit-etsy-call";

/** Etsy's word on the day counts for this long; afterwards our own count does. */
const trusted = sql`interval '15 minutes'`;
/** Etsy has told to wait for days by mistake: nobody waits longer than this, in seconds. */
const longestParkSeconds = 86_400;

const perSecond = sql`${etsyBudget.limitPerSecond} * ${burstShare}::float8`;
/** What the bucket of this second holds now. */
const refilled = sql`least(${perSecond}, ${etsyBudget.tokens}
  + extract(epoch from clock_timestamp() - ${etsyBudget.refilledAt})::float8 * ${perSecond})`;

async function findQuota(integrationId: string): Promise<QuotaFacts | undefined> {
  const [facts] = await db().execute<Omit<QuotaFacts, "busiestReadings">>(sql`
    select ${etsyBudget.limitPerSecond} as "limitPerSecond", ${etsyBudget.limitPerDay} as "limitPerDay",
      ${refilled} as tokens,
      use.everyone as used, use.own as "usedByShop", use.read as "readByShop",
      ${etsyBudget.readingStretch} as stretch,
      case when ${etsyBudget.remainingReadAt} > now() - ${trusted} then ${etsyBudget.remainingToday} end as "remainingToday",
      (select count(*)::int from ${integration} where status = 'active') as "activeShops",
      greatest(0, extract(epoch from greatest(${etsyBudget.blockedUntil}, c.parked_until) - now()) * 1000)::float8
        as "parkedMs"
    from ${etsyBudget}
    left join ${etsyConnection} c on c.integration_id = ${integrationId}
    cross join lateral (
      select coalesce(sum(calls), 0)::int as everyone,
        coalesce(sum(calls) filter (where integration_id = ${integrationId}), 0)::int as own,
        coalesce(sum(readings) filter (where integration_id = ${integrationId}), 0)::int as read
      from ${etsyCallCount} where quarter > now() - interval '1 day') use
    where ${etsyBudget.keystring} = ${env().ETSY_KEYSTRING}`);
  return facts && { ...facts, busiestReadings: readingsADay(env().PULL_INTERVAL_SECONDS, 0) };
}

/** The app's quota and who used it, as the database knows them now. */
export async function readQuota(integrationId: string): Promise<QuotaFacts> {
  const known = await findQuota(integrationId);
  if (known) return known;
  const { ETSY_KEYSTRING } = env();
  await db().insert(etsyBudget).values({ keystring: ETSY_KEYSTRING }).onConflictDoNothing();
  const made = await findQuota(integrationId);
  if (!made) throw new Error("The Etsy budget has no row.");
  return made;
}

/**
 * Takes one call out of the budget and counts it for the shop.
 * @returns the bucket's calls left, below 0 for a wait; null where others took all turns meanwhile
 */
async function take(integrationId: string, purpose: EtsyPurpose): Promise<number | null> {
  const readings = purpose === "reading" ? 1 : 0;
  const rows = await db().execute<{ tokens: number }>(sql`
    with taken as (
      update ${etsyBudget} set tokens = ${refilled} - 1, refilled_at = clock_timestamp(),
        remaining_today = greatest(0, remaining_today - 1)
      where keystring = ${env().ETSY_KEYSTRING}
        and ${refilled} - 1 >= -${perSecond} * ${longestWaitMs / 1000}::float8
      returning tokens),
    counted as (
      insert into ${etsyCallCount} (integration_id, quarter, calls, readings)
      select ${integrationId}::uuid, date_bin('15 minutes', now(), 'epoch'), 1, ${readings}::int from taken
      on conflict (integration_id, quarter) do update set calls = ${etsyCallCount.calls} + 1,
        readings = ${etsyCallCount.readings} + excluded.readings)
    select tokens from taken`);
  return rows[0]?.tokens ?? null;
}

const comeLater = (message: string, retryAfterSeconds: number) =>
  new ApiError({ system: "Etsy", kind: "refused", status: 429, message, retryAfterSeconds });

/**
 * A call's turn within the app's quota, shared by all processes; waits at most a few seconds.
 * @throws ApiError 429 with `retryAfterSeconds` when the shop is to come back later
 */
export async function takeEtsyTurn(integrationId: string, purpose: EtsyPurpose): Promise<void> {
  const facts = await readQuota(integrationId);
  const admission = admitEtsyCall(facts, purpose);
  if (!admission.admitted) throw comeLater(admission.why, admission.retryAfterSeconds);
  const left = await take(integrationId, purpose);
  if (left === null) throw comeLater(tooManyWait, longestWaitMs / 1000);
  const waitMs = turnInMs(left, facts.limitPerSecond);
  if (waitMs > 0) await new Promise((resume) => setTimeout(resume, waitMs));
}

const numberOf = (headers: Headers, name: string): number | null => {
  const text = headers.get(name);
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null;
};

/** Corrects the budget by what Etsy's answer says; a 429 parks the shop, and the app when its day is used up. */
export async function noteQuota(integrationId: string, answer: Response): Promise<void> {
  const { headers } = answer;
  const remaining = numberOf(headers, "x-remaining-today");
  const limitPerSecond = numberOf(headers, "x-limit-per-second");
  const limitPerDay = numberOf(headers, "x-limit-per-day");
  const asked = answer.status === 429 ? (retryAfterSeconds(headers) ?? 60) : null;
  const until = asked === null ? null : fromNow(Math.min(asked, longestParkSeconds) * 1000);
  const said = {
    ...(limitPerSecond ? { limitPerSecond } : {}),
    ...(limitPerDay ? { limitPerDay } : {}),
    ...(remaining === null ? {} : { remainingToday: remaining, remainingReadAt: fromNow(0) }),
    ...(until && remaining === 0 ? { blockedUntil: until } : {}),
  };
  if (Object.keys(said).length > 0)
    await db().update(etsyBudget).set(said).where(eq(etsyBudget.keystring, env().ETSY_KEYSTRING));
  if (until)
    await db()
      .update(etsyConnection)
      .set({ parkedUntil: until })
      .where(eq(etsyConnection.integrationId, integrationId));
}

/** `fetch` that waits for the call's turn within the app's quota, and reads the quota off every answer. */
export const admittedFetch =
  (integrationId: string, purpose: EtsyPurpose): Fetch =>
  async (input, init) => {
    await takeEtsyTurn(integrationId, purpose);
    return meteredFetch(integrationId)(input, init);
  };

/** `fetch` that reads the quota off every answer. */
export const meteredFetch =
  (integrationId: string): Fetch =>
  async (input, init) => {
    const answer = await fetch(input, init);
    await noteQuota(integrationId, answer);
    return answer;
  };
