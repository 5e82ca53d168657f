import { randomOf } from "@/scripts/chaos/kill/seeds";
import type { EtsyPurpose, QuotaFacts } from "@/server/integrations/admit-etsy-call";
import { admitEtsyCall, burstShare } from "@/server/integrations/admit-etsy-call";
import {
  mostPullsAtOnce,
  nextPullInMs,
  readingStretch,
  readingsADay,
} from "@/server/orders/next-pull";
import { rollingDay } from "./rolling-day";
import type { Shop } from "./shops";
import { minutesADay } from "./shops";

export type Quota = { perSecond: number; perDay: number };

/** How shops are read. `fixed` reads each so often, in minutes, whatever it sells. */
export type Policy =
  | { kind: "adaptive"; paced: boolean; webhook: boolean }
  | { kind: "fixed"; minutes: number };

export type Outcome = {
  /** Minutes from the payment until the product has read it, of the orders paid on the measured days; ascending. */
  delays: Float64Array;
  /** The same for the smaller half of the shops, and for the tenth that sells most. */
  delaysOfSmall: Float64Array;
  delaysOfBig: Float64Array;
  /** Minutes from the dispatch until Etsy is told. */
  tellDelays: Float64Array;
  /** Calls a day, on the measured days. */
  readings: number;
  told: number;
  /** Readings a day that were refused by our own budget. */
  refused: number;
  /** Orders of the measured days that were not read by the end. */
  unread: number;
  /** Most calls within any 24 hours, by the quarter of an hour. */
  mostInADay: number;
};

/** Until then the day of calls fills up; minutes. */
const measuredFrom = 2 * minutesADay;
const intervalSeconds = 300;
/** Reading the receipt, and posting its tracking. */
const callsPerParcel = 2;
/** Paid and unshipped receipts, and canceled ones. */
const callsPerCheck = 2;
/** Orders leave the warehouse within two working days. */
const dispatchMinutes = (random: () => number) => 240 + random() * 1.5 * minutesADay;

/**
 * The product's scheduler over a fake clock, minute by minute: which shops are due, whether the quota
 * lets them be read, and when they are read next are decided by the product's own functions. Etsy,
 * the database and the job runner take no time. `days` beyond two are measured.
 */
export function simulate(
  shops: readonly Shop[],
  days: number,
  quota: Quota,
  policy: Policy,
  seed = 1,
): Outcome {
  const random = randomOf(seed);
  const end = days * minutesADay;
  const calls = rollingDay(shops.length);
  const agenda: number[][] = Array.from({ length: end + 1 }, () => []);
  const hooks: number[][] = Array.from({ length: end + 1 }, () => []);
  /** When each shop is due; an entry of the agenda before that is one that it no longer keeps. */
  const due = new Float64Array(shops.length);
  const plan = (shop: number, at: number) => {
    due[shop] = at;
    agenda[Math.ceil(at)]?.push(shop);
  };
  const nextUnread = new Uint32Array(shops.length);
  const lastNew = new Float64Array(shops.length);
  const checks: number[][] = Array.from({ length: end + 1 }, () => []);
  const parcels = parcelsOf(shops, end, random);
  const bySize = shops.map(({ perDay }) => perDay).sort((a, b) => a - b);
  const small = bySize[Math.floor(shops.length / 2)] ?? 0;
  const big = bySize[Math.floor(shops.length * 0.9)] ?? 0;
  const delays: number[] = [];
  const ofSmall: number[] = [];
  const ofBig: number[] = [];
  const tellDelays: number[] = [];
  const sum = { readings: 0, told: 0, refused: 0 };
  let mostInADay = 0;
  let stretch = 1;
  let turns = 0;

  for (let shop = 0; shop < shops.length; shop++) {
    lastNew[shop] = -random() * 2 * minutesADay;
    plan(shop, random() * 30);
    checks[Math.floor(random() * minutesADay)]?.push(shop);
    if (policy.kind === "adaptive" && policy.webhook)
      for (const at of shops[shop]?.paidAt ?? []) hooks[Math.ceil(at)]?.push(shop);
  }

  function factsFor(shop: number): QuotaFacts {
    return {
      limitPerSecond: quota.perSecond,
      limitPerDay: quota.perDay,
      tokens: turns,
      used: calls.used(),
      usedByShop: 0,
      readByShop: calls.readBy(shop),
      busiestReadings: readingsADay(intervalSeconds, 0),
      stretch,
      remainingToday: null,
      activeShops: shops.length,
      parkedMs: 0,
    };
  }
  function take(shop: number, count: number, purpose: EtsyPurpose, minute: number): number | null {
    const admission = admitEtsyCall(factsFor(shop), purpose);
    if (!admission.admitted) return Math.max(1, admission.retryAfterSeconds / 60);
    turns -= count;
    calls.count(shop, count, purpose === "reading");
    mostInADay = Math.max(mostInADay, calls.used());
    if (minute >= measuredFrom) sum[purpose === "reading" ? "readings" : "told"] += count;
    return null;
  }

  function read(shop: number, minute: number): void {
    const { paidAt, perDay } = shops[shop] as Shop;
    let next = nextUnread[shop] ?? 0;
    let found = 0;
    while ((paidAt[next + found] ?? Number.POSITIVE_INFINITY) <= minute) found += 1;
    const wait = take(shop, 1 + Math.floor(found / 100), "reading", minute);
    if (wait !== null) {
      if (minute >= measuredFrom) sum.refused += 1;
      plan(shop, minute + wait);
      return;
    }
    for (const last = next + found; next < last; next++) {
      const at = paidAt[next] ?? 0;
      if (at < measuredFrom) continue;
      delays.push(minute - at);
      if (perDay <= small) ofSmall.push(minute - at);
      if (perDay >= big) ofBig.push(minute - at);
    }
    nextUnread[shop] = next;
    if (found > 0) lastNew[shop] = minute;
    const idleMs = (minute - (lastNew[shop] ?? 0)) * 60_000;
    const ms =
      policy.kind === "fixed"
        ? policy.minutes * 60_000 * (0.9 + random() * 0.1)
        : nextPullInMs({ intervalSeconds, idleMs, spread: random(), stretch });
    plan(shop, minute + ms / 60_000);
  }

  let backlog: number[] = [];
  const again: Parcel[][] = Array.from({ length: end + 1 }, () => []);
  let parcel = 0;
  for (let minute = 0; minute < end; minute++) {
    calls.goTo(minute);
    turns = quota.perSecond * burstShare * 60;
    if (policy.kind === "adaptive" && policy.paced && minute % 5 === 0) {
      let planned = shops.length * callsPerCheck;
      for (let shop = 0; shop < shops.length; shop++)
        planned += readingsADay(intervalSeconds, (minute - (lastNew[shop] ?? 0)) * 60_000);
      const other = calls.used() - calls.usedReading();
      stretch = readingStretch({ limitPerDay: quota.perDay, otherCalls: other, planned });
    }
    const untold = again[minute] ?? [];
    again[minute] = [];
    for (; (parcels[parcel]?.at ?? end) <= minute; parcel++) untold.push(parcels[parcel] as Parcel);
    let wait: number | null = null;
    for (const one of untold) {
      // Whose parcel it is makes no difference: once one is turned away, so are the others of this minute.
      wait ??= take(one.shop, callsPerParcel, "fulfilment", minute);
      if (wait !== null) again[Math.ceil(minute + wait)]?.push(one);
      else if (one.at >= measuredFrom) tellDelays.push(minute - one.at);
    }
    for (const shop of checks[minute] ?? []) {
      const wait = take(shop, callsPerCheck, "reading", minute);
      checks[Math.min(end, Math.ceil(minute + (wait === null ? minutesADay : 60)))]?.push(shop);
    }
    // An event of its own makes these, not the sweeper.
    for (const shop of new Set(hooks[minute])) read(shop, minute);
    backlog.push(...(agenda[minute] ?? []));
    backlog = backlog.filter((shop) => (due[shop] ?? 0) <= minute);
    for (const shop of backlog.splice(0, mostPullsAtOnce)) read(shop, minute);
  }
  const unread = shops.reduce(
    (count, { paidAt }, shop) =>
      count +
      paidAt.filter((at, nth) => nth >= (nextUnread[shop] ?? 0) && at >= measuredFrom).length,
    0,
  );
  const measuredDays = (end - measuredFrom) / minutesADay;
  const sorted = (values: number[]) => Float64Array.from(values).sort();
  return {
    delays: sorted(delays),
    delaysOfSmall: sorted(ofSmall),
    delaysOfBig: sorted(ofBig),
    tellDelays: sorted(tellDelays),
    readings: sum.readings / measuredDays,
    told: sum.told / measuredDays,
    refused: sum.refused / measuredDays,
    unread,
    mostInADay,
  };
}

type Parcel = { shop: number; at: number };

function parcelsOf(shops: readonly Shop[], end: number, random: () => number): Parcel[] {
  const parcels: Parcel[] = [];
  shops.forEach(({ paidAt }, shop) => {
    for (const paid of paidAt) {
      const at = paid + dispatchMinutes(random);
      if (at < end) parcels.push({ shop, at });
    }
  });
  return parcels.sort((a, b) => a.at - b.at);
}
