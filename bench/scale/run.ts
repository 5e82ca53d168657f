import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fromRoot } from "@/scripts/launcher/paths";
import { openShops } from "./shops";
import type { Outcome, Policy, Quota } from "./simulate";
import { simulate } from "./simulate";

/** The two that Etsy's documents and answers have shown, and what a hundred thousand shops would need. */
const quotas: Record<string, Quota> = {
  "10/s, 10,000 a day": { perSecond: 10, perDay: 10_000 },
  "150/s, 100,000 a day": { perSecond: 150, perDay: 100_000 },
  "1,000/s, 15 M a day": { perSecond: 1000, perDay: 15_000_000 },
};
/** Beyond these a row takes minutes. */
const manyShops = 10_000;
const daysOf = (shops: number) => (shops > manyShops ? 3 : 4);
const policies: Record<string, Policy> = {
  "every 5 min": { kind: "fixed", minutes: 5 },
  "every 30 min": { kind: "fixed", minutes: 30 },
  "adaptive, not paced": { kind: "adaptive", paced: false, webhook: false },
  adaptive: { kind: "adaptive", paced: true, webhook: false },
  "adaptive with Etsy's webhook": { kind: "adaptive", paced: true, webhook: true },
};

/** The value that so large a part of all does not exceed; values ascending. */
const at = (values: Float64Array, part: number) =>
  values[Math.max(0, Math.ceil(values.length * part) - 1)] ?? Number.NaN;

const minutes = (value: number): string => {
  if (Number.isNaN(value)) return "–";
  return value < 120 ? `${value.toFixed(0)} min` : `${(value / 60).toFixed(1)} h`;
};

function rowOf(shops: number, quota: string, policy: string, outcome: Outcome) {
  return {
    shops,
    quota,
    policy,
    readingsADay: Math.round(outcome.readings),
    otherCallsADay: Math.round(outcome.told),
    refusedADay: Math.round(outcome.refused),
    mostInADay: outcome.mostInADay,
    middle: at(outcome.delays, 0.5),
    p95: at(outcome.delays, 0.95),
    p95Small: at(outcome.delaysOfSmall, 0.95),
    p95Big: at(outcome.delaysOfBig, 0.95),
    tellP95: at(outcome.tellDelays, 0.95),
    unread: outcome.unread,
  };
}

/** What a row would say that its neighbours do not: few shops never meet a limit, and 15 million calls are for many. */
const isTold = (shops: number, quota: string, policy: Policy) => {
  const many = shops > manyShops;
  if (quota.endsWith("M a day") && !many) return false;
  const unpaced = policy.kind === "fixed" ? policy.minutes < 30 : !policy.paced;
  return !(many && unpaced);
};

const cells = [
  "shops",
  "quota",
  "how",
  "read/day",
  "told/day",
  "p50",
  "p95",
  "small",
  "big",
  "told",
];
const widths = [8, 21, 29, 9, 9, 8, 8, 8, 8, 8];
const line = (values: (string | number)[]) =>
  `${values.map((value, nth) => String(value).padEnd(widths[nth] ?? 8)).join(" ")}\n`;

process.stdout.write(line(cells));
const rows: ReturnType<typeof rowOf>[] = [];
for (const shops of (process.argv[2] ?? "10,1000,100000").split(",").map(Number)) {
  const days = daysOf(shops);
  const opened = openShops(shops, days, 20_261_128);
  for (const [quota, limits] of Object.entries(quotas))
    for (const [policy, how] of Object.entries(policies)) {
      if (!isTold(shops, quota, how)) continue;
      const row = rowOf(shops, quota, policy, simulate(opened, days, limits, how));
      rows.push(row);
      const times = [row.middle, row.p95, row.p95Small, row.p95Big, row.tellP95].map(minutes);
      process.stdout.write(
        line([shops, quota, policy, row.readingsADay, row.otherCallsADay, ...times]),
      );
    }
}
const file = fromRoot("bench", "results", "scale.json");
const before: { rows: typeof rows } = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8"))
  : { rows: [] };
// Rows of the numbers of shops that were not asked for now stay as they were.
const others = before.rows.filter((old) => !rows.some(({ shops }) => shops === old.shops));
const all = [...others, ...rows].sort((one, other) => one.shops - other.shops);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), rows: all }, null, 2)}\n`);
