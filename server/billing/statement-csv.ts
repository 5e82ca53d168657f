import type { Statement } from "./price-usage";
import type { Week } from "./weeks";

/**
 * One cell. A text that a spreadsheet would take for a formula gets a leading apostrophe; quotes,
 * commas and line breaks are quoted.
 */
export function csvCell(value: string | number): string {
  const text = String(value);
  const harmless = typeof value === "string" && /^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const decimal = (minor: number): string =>
  `${Math.trunc(minor / 100)}.${String(Math.abs(minor) % 100).padStart(2, "0")}`;

const columns = [
  "week_start",
  "week_end",
  "customer",
  "integration",
  "integration_id",
  "active_from",
  "active_until",
  "amount",
  "currency",
];

/** The statement of a week, one line per integration, CRLF as RFC 4180 asks. */
export function statementCsv(week: Week, statement: Statement): string {
  const rows = statement.lines.map((line) => [
    week.monday,
    week.sunday,
    line.customerName,
    line.integrationName,
    line.integrationId,
    line.activatedAt.toISOString(),
    line.deletedAt?.toISOString() ?? "",
    decimal(line.amountMinor),
    statement.currency,
  ]);
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}
