import { expect, test } from "vitest";
import { judgeUnclear } from "./unclear-parcel";

const now = new Date("2026-11-24T10:00:00Z");
const sent = (secondsAgo: number) => ({ sentAt: new Date(+now - secondsAgo * 1000) });
const shipped = (...codes: (string | null)[]) => ({
  isShipped: codes.length > 0,
  shipments: codes.map((trackingCode) => ({
    trackingCode,
    carrierName: null,
    receiptShippingId: null,
    notifiedAt: null,
  })),
});
const told = (trackingKey: string) => ({ state: "told" as const, trackingKey });
const sending = { state: "sending" as const, trackingKey: "B" };

test.each([
  ["the first parcel, a moment ago", 10, [sending], shipped(), { kind: "wait", waitMs: 110_000 }],
  ["the first parcel, two minutes ago", 120, [sending], shipped(), { kind: "repeat" }],
  ["a parcel that was never dated", null, [sending], shipped(), { kind: "repeat" }],
  ["the first parcel of a shipped receipt", 500, [sending], shipped("X"), { kind: "lost" }],
  [
    "the second parcel, a moment ago",
    10,
    [told("A"), sending],
    shipped("A"),
    { kind: "wait", waitMs: 110_000 },
  ],
  [
    "the second parcel, two minutes ago",
    120,
    [told("A"), sending],
    shipped("A"),
    { kind: "repeat" },
  ],
  [
    "the second parcel, beside one without a number",
    500,
    [told("A"), sending],
    shipped("A", null),
    { kind: "lost" },
  ],
  [
    "a parcel after our completion without tracking",
    500,
    [told(""), sending],
    shipped(null),
    { kind: "repeat" },
  ],
] as const)("%s", (_, secondsAgo, parcels, receipt, expected) => {
  const parcel = secondsAgo === null ? { sentAt: null } : sent(secondsAgo);
  expect(judgeUnclear(parcel, parcels, receipt, now)).toEqual(expected);
});
