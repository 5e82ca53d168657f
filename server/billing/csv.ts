import { decimalAmount } from "./amount";

/** A text, a number, or an amount in minor units that is written with its decimals. */
export type Cell = string | number | { minor: number };

/**
 * Where a spreadsheet would see a formula: at the begin of a cell, and behind a sign that separates
 * cells where its country writes 0,5. The wide signs of East Asia count too.
 */
const formula = /(^|[;\t]\s*)(?=[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])/g;
/** Signs that a spreadsheet drops before it looks for one. */
const dropped = /^(?=[\t\r\n\0])/;

/** One cell. What would be a formula gets an apostrophe; quotes, separators and line breaks are quoted. */
export function csvCell(value: Cell): string {
  if (typeof value === "object") return decimalAmount(value.minor);
  const text = String(value);
  const harmless =
    typeof value === "string" ? text.replace(formula, "$1'").replace(dropped, "'") : text;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One line, ended by CRLF as RFC 4180 asks. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;
