import { DomainError } from "@/server/errors";
import { amountOf, currencyIn } from "./invoice-amount";
import { parseCsv } from "./parse-csv";

/** A line of an invoice: whom it is about, as far as it says so, and its amount in minor units. */
export type InvoiceLine = {
  /** Line of the text, the head being 1. */
  row: number;
  integration: string;
  customer: string | null;
  amountMinor: number;
  /** A day of the week that it is about, such as "2026-11-16", and its currency, where it says so. */
  day: string | null;
  currency: string | null;
};

/** Names of columns, in the spelling of `nameOf`, the more exact ones first. */
const known = {
  integration: [
    "integrationid",
    "integration",
    "integrationname",
    "instance",
    "description",
    "name",
  ],
  customer: ["customer", "customername", "client"],
  minor: ["amountminor"],
  amount: ["amount", "total", "price", "linetotal", "net", "amountextax"],
  day: ["weekstart", "week", "periodstart", "from"],
  currency: ["currency", "currencycode"],
};

const nameOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");

/**
 * Reads an invoice with a head line. It needs a column for the integration, by id or by name, and one
 * for the amount; customer and week are used where they are.
 * @throws DomainError invalid that names the column or the line
 */
export function readInvoice(csv: string): InvoiceLine[] {
  const [head, ...rows] = parseCsv(csv);
  const names = (head?.cells ?? []).map(nameOf);
  const columnOf = (of: keyof typeof known): number =>
    known[of].map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
  const at = {
    integration: columnOf("integration"),
    customer: columnOf("customer"),
    minor: columnOf("minor"),
    amount: columnOf("amount"),
    day: columnOf("day"),
    currency: columnOf("currency"),
  };
  if (at.integration < 0 || (at.amount < 0 && at.minor < 0))
    throw new DomainError(
      "invalid",
      "The first line must name the columns. Needed are “integration” (its name or id) and “amount”; “customer”, “week_start” and “currency” help.",
      "csv",
    );
  return rows.map(({ line, cells }) => {
    const text = cells[at.minor >= 0 ? at.minor : at.amount] ?? "";
    const minor = at.minor >= 0 && /^'?-?\d+$/.test(text) ? Number(text.replace("'", "")) : null;
    const amountMinor = at.minor >= 0 ? minor : amountOf(text);
    if (amountMinor === null)
      throw new DomainError(
        "invalid",
        `Line ${line} has no amount that can be read in one way: “${text.slice(0, 40)}”. Write it like 10.00.`,
        "csv",
      );
    const currency = (cells[at.currency] ?? "").toUpperCase();
    return {
      row: line,
      integration: cells[at.integration] ?? "",
      customer: at.customer >= 0 ? (cells[at.customer] ?? "") : null,
      amountMinor,
      day: /^\d{4}-\d{2}-\d{2}/.exec(cells[at.day] ?? "")?.[0] ?? null,
      currency: currency || (at.minor >= 0 ? null : currencyIn(text)),
    };
  });
}
