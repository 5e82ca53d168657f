import { decimalAmount } from "./amount";

/** A text, a number, or an amount in minor units that is written with its decimals. */
export type Cell = string | number | { minor: number };

/**
 * One cell. A text that a spreadsheet would take for a formula gets a leading apostrophe; quotes,
 * commas and line breaks are quoted.
 */
export function csvCell(value: Cell): string {
  if (typeof value === "object") return decimalAmount(value.minor);
  const text = String(value);
  const harmless = typeof value === "string" && /^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One line, ended by CRLF as RFC 4180 asks. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;
