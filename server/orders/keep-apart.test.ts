import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepApart } from "./keep-apart";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const apartMs = 2000;
let organisation = 0;

/** Begins posts that take so long each, all at once, and says when each arrived at the other side. */
async function arrivalsOf(posts: { onTheWayMs: number; tookMs: number }[]): Promise<number[]> {
  const name = `organisation ${organisation++}`;
  const began = performance.now();
  const arrivals: number[] = [];
  const all = posts.map(({ onTheWayMs, tookMs }) =>
    keepApart(name, apartMs, async () => {
      await new Promise((resume) => setTimeout(resume, onTheWayMs));
      arrivals.push(Math.round(performance.now() - began));
      await new Promise((resume) => setTimeout(resume, tookMs - onTheWayMs));
    }),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all(all);
  return arrivals;
}

const usual = { onTheWayMs: 10, tookMs: 20 };

it("lets posts that take as long as usual follow each other without a loss", async () => {
  const [first = 0, second = 0, third] = await arrivalsOf([usual, usual, usual]);
  expect([first, third]).toEqual([10, second + apartMs]);
});

it("keeps the second one away from a first one that asked for a token on its way", async () => {
  const [first = 0, second = 0] = await arrivalsOf([{ onTheWayMs: 600, tookMs: 610 }, usual]);
  expect(second - first).toBeGreaterThanOrEqual(apartMs);
});

it("keeps the next one away from one that arrived late", async () => {
  const [, late = 0, next = 0] = await arrivalsOf([usual, { onTheWayMs: 700, tookMs: 710 }, usual]);
  expect(next - late).toBeGreaterThanOrEqual(apartMs - usual.tookMs);
});

it("waits for an answer until twice the distance, not longer", async () => {
  const [, hanging = 0, next = 0] = await arrivalsOf([
    usual,
    { onTheWayMs: 10, tookMs: 15_000 },
    usual,
  ]);
  expect(Math.abs(next - hanging - 2 * apartMs)).toBeLessThan(10);
});

it("goes on after a post that failed", async () => {
  const failed = keepApart("failing", apartMs, () => Promise.reject(new Error("no")));
  await expect(failed).rejects.toThrow("no");
  const next = keepApart("failing", apartMs, async () => "made");
  await vi.advanceTimersByTimeAsync(apartMs);
  expect(await next).toBe("made");
});

it("leaves posts alone that may follow each other at once", async () => {
  const done: number[] = [];
  await Promise.all([1, 2, 3].map((one) => keepApart("quick", 0.06, async () => done.push(one))));
  expect(done).toEqual([1, 2, 3]);
});
