import { describe, expect, it } from "vitest";
import type { HealthFacts, HealthState } from "./health";
import { delayMs, healthOf } from "./health";

const now = new Date("2026-03-01T12:00:00Z");
const ago = (ms: number) => new Date(+now - ms);
const quiet: HealthFacts = {
  status: "active",
  statusDetail: null,
  nextPullAt: new Date(+now + 60_000),
  running: null,
  lastEnded: { state: "succeeded", error: null },
  held: 0,
  failing: 0,
  late: 0,
  cartonCloudError: null,
  silentSince: null,
  stopShip: 0,
};
const running = { startedAt: ago(5000), touchedAt: ago(1000) };
const failed = { state: "failed", error: "Etsy asked to wait." } as const;

const cases: [string, Partial<HealthFacts>, HealthState][] = [
  ["a draft", { status: "draft" }, "Draft"],
  ["an active one with nothing to do", {}, "Healthy"],
  ["one that has never pulled", { lastEnded: null, nextPullAt: now }, "Healthy"],
  ["one that is pulling", { running }, "Pulling"],
  ["one that pulls again after a failure", { running, lastEnded: failed }, "Pulling"],
  ["one whose last pull failed", { lastEnded: failed }, "Delayed"],
  ["one overdue by exactly the patience", { nextPullAt: ago(delayMs) }, "Healthy"],
  ["one overdue by more", { nextPullAt: ago(delayMs + 1) }, "Delayed"],
  ["one overdue, but pulling", { nextPullAt: ago(delayMs + 1), running }, "Pulling"],
  [
    "one whose pull has gone quiet",
    { running: { ...running, touchedAt: ago(delayMs + 1) } },
    "Delayed",
  ],
  ["one with a held order", { held: 1 }, "Needs attention"],
  ["one with a held order, while pulling", { held: 1, running }, "Needs attention"],
  ["one with an order to stop", { stopShip: 1 }, "Needs attention"],
  ["one whose orders fail", { failing: 1, held: 1 }, "Delayed"],
  ["one whose orders are late", { late: 40 }, "Delayed"],
  ["one that CartonCloud refuses", { cartonCloudError: "Bad credentials." }, "Needs attention"],
  [
    "one that CartonCloud refuses, whatever is late",
    { cartonCloudError: "Bad credentials.", failing: 3, lastEnded: failed },
    "Needs attention",
  ],
  ["one whose shop fell silent", { silentSince: now }, "Needs attention"],
  ["a delayed one with held orders", { held: 2, lastEnded: failed }, "Delayed"],
  ["one that Etsy refuses", { status: "reconnect", held: 3 }, "Reconnect required"],
  ["a paused one, whatever waits", { status: "paused", held: 3, lastEnded: failed }, "Paused"],
  ["a deleted one, whatever waits", { status: "deleted", held: 3 }, "Deleted"],
];

describe("health", () => {
  it.each(cases)("of %s", (_what, facts, state) => {
    expect(healthOf({ ...quiet, ...facts }, now).state).toBe(state);
  });

  it("says how many orders wait, and how many to stop", () => {
    expect(healthOf({ ...quiet, held: 1 }, now).words).toBe("1 order waits for an answer.");
    expect(healthOf({ ...quiet, held: 2, stopShip: 1 }, now).words).toBe(
      "1 order canceled or refunded in Etsy after the warehouse got it. 2 orders wait for an answer.",
    );
  });

  it("repeats why the last pull failed and why Etsy refuses", () => {
    expect(healthOf({ ...quiet, lastEnded: failed }, now).words).toContain("Etsy asked to wait.");
    expect(
      healthOf({ ...quiet, status: "reconnect", statusDetail: "The app was removed." }, now).words,
    ).toContain("The app was removed.");
  });
});
