import { DomainError } from "@/server/errors";
import { parseCsv } from "./parse-csv";

/** A line of an invoice: whom it is about, as far as it says so, and its amount in minor units. */
export type InvoiceLine = {
  /** Line of the text, the head being 1. */
  row: number;
  integration: string;
  customer: string | null;
  amountMinor: number;
  monday: string | null;
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
  monday: ["weekstart", "week", "periodstart", "from"],
};

const nameOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");

/** "1,234.50", "1.234,50", "$10", "(2.50)" in minor units; null for what is no amount. */
export function amountOf(text: string): number | null {
  const negative = /^\(.*\)$/.test(text) || /^'?-/.test(text);
  const bare = text.replace(/^[^\d.,]+|[^\d]+$/g, "").replace(/[\s']/g, "");
  const match = /^(\d{1,3}(?:[.,]?\d{3})*|\d+)(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!match) return null;
  const minor =
    Number(match[1]?.replace(/[.,]/g, "")) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return negative ? 0 - minor : minor;
}

/**
 * Reads an invoice with a head line. It needs a column for the integration, by id or by name, and one
 * for the amount; customer and week are used where they are.
 * @throws DomainError invalid that names the column or the line
 */
export function readInvoice(csv: string): InvoiceLine[] {
  const [head = [], ...rows] = parseCsv(csv);
  const names = head.map(nameOf);
  const columnOf = (of: keyof typeof known): number =>
    known[of].map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
  const at = {
    integration: columnOf("integration"),
    customer: columnOf("customer"),
    minor: columnOf("minor"),
    amount: columnOf("amount"),
    monday: columnOf("monday"),
  };
  if (at.integration < 0 || (at.amount < 0 && at.minor < 0))
    throw new DomainError(
      "invalid",
      "The first line must name the columns. Needed are “integration” (its name or id) and “amount”; “customer” and “week_start” help.",
      "csv",
    );
  return rows.map((row, index) => {
    const text = row[at.minor >= 0 ? at.minor : at.amount] ?? "";
    const minor = at.minor >= 0 && /^'?-?\d+$/.test(text) ? Number(text.replace("'", "")) : null;
    const amountMinor = at.minor >= 0 ? minor : amountOf(text);
    if (amountMinor === null)
      throw new DomainError(
        "invalid",
        `Line ${index + 2} has no amount that can be read: “${text.slice(0, 40)}”. Write it like 10.00.`,
        "csv",
      );
    return {
      row: index + 2,
      integration: row[at.integration] ?? "",
      customer: at.customer >= 0 ? (row[at.customer] ?? "") : null,
      amountMinor,
      monday:
        at.monday >= 0 ? (/^\d{4}-\d{2}-\d{2}/.exec(row[at.monday] ?? "")?.[0] ?? null) : null,
    };
  });
}
