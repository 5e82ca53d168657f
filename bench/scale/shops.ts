import { randomOf } from "@/scripts/chaos/kill/seeds";
import { normalFrom } from "./normal";

/** Minutes since the simulation's start, a Monday at 00:00 UTC. */
export type Minute = number;

export type Shop = {
  /** Orders a day, over a week. */
  perDay: number;
  /** When its orders are paid, ascending. */
  paidAt: Float64Array;
};

export const minutesADay = 1440;

/**
 * Half of the shops sell less than one order a day and few sell hundreds: sizes of sellers are close
 * to lognormal. With these two the mean is about 2.5 orders a day, and one shop in a thousand has 80.
 */
const medianPerDay = 0.9;
const spreadOfSizes = 1.43;
const mostPerDay = 2000;

/** Share of the day's orders by the hour of the buyers, midnight first; most buy in the evening. */
const byHour = [
  2.6, 1.7, 1.1, 0.8, 0.7, 0.9, 1.6, 2.8, 3.9, 4.7, 5.2, 5.4, 5.4, 5.2, 5.1, 5.1, 5.2, 5.4, 5.8,
  6.3, 6.7, 6.7, 6, 4.7,
];
const meanHour = byHour.reduce((sum, share) => sum + share, 0) / 24;
const peak = Math.max(...byHour) / meanHour;
/** Monday first. */
const byDay = [1.05, 1, 0.98, 0.97, 0.95, 0.95, 1.1];
const busiestDay = Math.max(...byDay);
/** Where sellers' buyers are: hours from UTC, and the share of the shops. */
const zones: readonly (readonly [number, number])[] = [
  [-8, 0.14],
  [-5, 0.36],
  [0, 0.2],
  [1, 0.2],
  [10, 0.1],
];

function zoneFrom(random: () => number): number {
  let left = random();
  for (const [hours, share] of zones) {
    left -= share;
    if (left < 0) return hours;
  }
  return 0;
}

/** How busy a minute is for buyers of a zone, 1 on average. */
export function rhythm(minute: Minute, zoneHours: number): number {
  const local = minute + zoneHours * 60 + 7 * minutesADay;
  const hour = byHour[Math.floor(local / 60) % 24] ?? meanHour;
  const day = byDay[Math.floor(local / minutesADay) % 7] ?? 1;
  return (hour / meanHour) * day;
}

/** Shops with their orders of `days` days; repeatable by `seed`. */
export function openShops(count: number, days: number, seed: number): Shop[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => {
    const size = medianPerDay * Math.exp(spreadOfSizes * normalFrom(random));
    const perDay = Math.min(size, mostPerDay);
    const zone = zoneFrom(random);
    return { perDay, paidAt: ordersOf(perDay, zone, days, random) };
  });
}

/** A Poisson process with that rhythm, by thinning one that is always at its busiest. */
function ordersOf(perDay: number, zone: number, days: number, random: () => number): Float64Array {
  const most = peak * busiestDay;
  const perMinute = (perDay / minutesADay) * most;
  const paid: number[] = [];
  for (let at = 0; ; ) {
    at -= Math.log(1 - random()) / perMinute;
    if (at >= days * minutesADay) return Float64Array.from(paid);
    if (random() * most < rhythm(at, zone)) paid.push(at);
  }
}
