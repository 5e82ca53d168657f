import type { ClosedLine } from "./closed";
import type { correctionsOf } from "./corrections";
import { csvRow } from "./csv";
import type { Sees } from "./view";
import { shown } from "./view";
import { sundayOf } from "./weeks";

type Correction = Awaited<ReturnType<typeof correctionsOf>>[number];
/** What a line's week says of it: the currency, and the tier that its volume reached. */
export type WeekHead = { currency: string; tierFrom: number };

const columns = [
  "kind",
  "week_start",
  "week_end",
  "customer",
  "integration",
  "integration_id",
  "active_from",
  "active_until",
  "days",
  "amount_minor",
  "amount",
  "currency",
  "reason",
];
/** Seen by admins alone: they tell the margin. */
const costColumns = ["tier_from", "pass_on_minor", "margin_minor"];

export const csvHead = ({ costs }: Sees): string =>
  csvRow(costs ? [...columns, ...costColumns] : columns);

const costs = (row: { amountMinor: number; passOnMinor: number }, tierFrom: number | "") => [
  tierFrom,
  row.passOnMinor,
  row.passOnMinor - row.amountMinor,
];

/** An integration of a week: amounts are integers in minor units, and once more as people write them. */
export function csvLine(line: ClosedLine, head: WeekHead, sees: Sees): string {
  const { amountMinor } = shown(line, sees);
  return csvRow([
    "line",
    line.monday,
    sundayOf(line.monday),
    line.customerName,
    line.integrationName,
    line.integrationId,
    line.activatedAt.toISOString(),
    line.deletedAt?.toISOString() ?? "",
    line.days,
    amountMinor,
    { minor: amountMinor },
    head.currency,
    "",
    ...(sees.costs ? costs(line, head.tierFrom) : []),
  ]);
}

/** A correction of a closed week, as a line of its own. */
export function csvCorrection(row: Correction, currency: string, sees: Sees): string {
  const { amountMinor } = shown(row, sees);
  return csvRow([
    "correction",
    row.monday,
    sundayOf(row.monday),
    row.customerName,
    row.integrationName,
    row.integrationId,
    "",
    "",
    "",
    amountMinor,
    { minor: amountMinor },
    currency,
    row.reason,
    ...(sees.costs ? costs(row, "") : []),
  ]);
}
