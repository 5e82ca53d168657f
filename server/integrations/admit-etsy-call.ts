/** Fulfilment and a person who waits may use the whole day's calls; reading leaves this share of them. */
export const reserve = 0.2;
/** Once less than this share of the day is left, no shop reads beyond its part. */
export const scarce = 0.5;
/** A shop's part is its even one, or what a busy shop's rhythm asks for and this much of it again. */
const beyondRhythm = 1.25;
/** The rolling day is looked at again after this long, in seconds. */
const lookAgainSeconds = 15 * 60;
/** A worker waits for its turn within a second's quota by itself this long; then it comes back (ms). */
export const longestWaitMs = 3000;
export const tooManyWait = "Too many calls to Etsy wait for this second's quota.";

/**
 * Share of Etsy's limit of a second that may go out at once, and that is given again each second:
 * together less than the limit, in whichever second Etsy counts.
 */
export const burstShare = 0.4;

export type EtsyPurpose = "reading" | "fulfilment" | "person";

/** What is known of the app's quota and its use, when a shop asks for a call. */
export type QuotaFacts = {
  limitPerSecond: number;
  limitPerDay: number;
  /** Calls that may go out now; below 0 where others wait already. */
  tokens: number;
  /** Calls of all shops, and of this one, in the last 24 hours. */
  used: number;
  usedByShop: number;
  /** Of these, the readings of this shop. */
  readByShop: number;
  /** Readings that the busiest rhythm asks for in a day. */
  busiestReadings: number;
  /** How much longer than its rhythm asks every shop waits now; 1 or more. */
  stretch: number;
  /** What Etsy said is left of the day, less the calls since; null where it has not said so lately. */
  remainingToday: number | null;
  activeShops: number;
  /** Milliseconds that Etsy asked this shop, or the whole app, still to wait; 0 for none. */
  parkedMs: number;
};

export type Admission =
  | { admitted: true; waitMs: number }
  | { admitted: false; retryAfterSeconds: number; why: string };

/** Calls left of the rolling day, by Etsy's word or by our own count, whichever is less. */
export const remainingOf = (facts: Pick<QuotaFacts, "limitPerDay" | "used" | "remainingToday">) =>
  Math.max(0, Math.min(facts.limitPerDay - facts.used, facts.remainingToday ?? Number.MAX_VALUE));

/** Milliseconds until a call's turn, when taking it left the bucket at `left`; 0 where it may go at once. */
export const turnInMs = (left: number, limitPerSecond: number): number =>
  Math.max(0, Math.ceil((-left / (limitPerSecond * burstShare)) * 1000));

const refuse = (retryAfterSeconds: number, why: string): Admission => ({
  admitted: false,
  retryAfterSeconds,
  why,
});

/** Whether a shop may call Etsy now. All shops share the app's quota: none may burn it for the others. */
export function admitEtsyCall(facts: QuotaFacts, purpose: EtsyPurpose): Admission {
  if (facts.parkedMs > 0)
    return refuse(Math.ceil(facts.parkedMs / 1000), "Etsy asked this shop to wait.");
  const remaining = remainingOf(facts);
  if (remaining <= 0)
    return refuse(lookAgainSeconds, "The Etsy app has used its calls of the last 24 hours.");
  if (purpose === "reading") {
    if (remaining <= facts.limitPerDay * reserve)
      return refuse(
        lookAgainSeconds,
        "Few of the Etsy app's daily calls are left; they are kept for completing orders.",
      );
    const even = (facts.limitPerDay * (1 - reserve)) / Math.max(1, facts.activeShops);
    const part = Math.max(even, (facts.busiestReadings / facts.stretch) * beyondRhythm);
    if (remaining < facts.limitPerDay * scarce && facts.readByShop >= part)
      return refuse(lookAgainSeconds, "This shop has used its part of the Etsy app's daily calls.");
  }
  const waitMs = turnInMs(facts.tokens - 1, facts.limitPerSecond);
  if (waitMs > longestWaitMs) return refuse(Math.ceil(waitMs / 1000), tooManyWait);
  return { admitted: true, waitMs };
}
