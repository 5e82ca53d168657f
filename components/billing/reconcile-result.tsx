import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { formatMoney } from "@/components/ui/money";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { RouterOutputs } from "@/server/trpc/types";

/** Rows of the table; an invoice of something else altogether has far more. */
const mostRows = 500;

type Result = RouterOutputs["billing"]["reconcile"];
type Row = {
  key: string;
  what: string;
  customer: string;
  statement: number | null;
  invoice: number | null;
  note: string;
  /** Of the invoice's amount, where it is another one than the statement's. */
  currency?: string | null;
};

const rowsOf = ({ different, missing, extra }: Result): Row[] => [
  ...different.map((line) => ({
    key: line.integrationId,
    what: line.integrationName,
    customer: line.customerName,
    statement: line.amountMinor,
    invoice: line.invoicedMinor,
    note:
      line.invoicedLines > 1 ? `Another amount, in ${line.invoicedLines} lines` : "Another amount",
  })),
  ...missing.map((line) => ({
    key: line.integrationId,
    what: line.integrationName,
    customer: line.customerName,
    statement: line.amountMinor,
    invoice: null,
    note: "Missing on the invoice",
  })),
  ...extra.map((line) => ({
    key: `line ${line.row}`,
    what: line.integration || "(no name)",
    customer: line.customer ?? "",
    statement: null,
    invoice: line.amountMinor,
    note: `Extra, line ${line.row}: ${line.why}`,
    currency: line.currency,
  })),
];

/** What agrees and what does not. */
export function ReconcileResult({ result }: { result: Result }) {
  const money = (minor: number | null, currency?: string | null) =>
    minor === null ? "–" : formatMoney(minor, currency || result.currency);
  const rows = rowsOf(result);
  return (
    <div className="grid gap-4" role="status">
      <Card title="Result">
        <Facts>
          <Fact name="Matched">{result.matched.length}</Fact>
          <Fact name="Another amount">{result.different.length}</Fact>
          <Fact name="Missing">{result.missing.length}</Fact>
          <Fact name="Extra">{result.extra.length}</Fact>
          <Fact name="Statement">{money(result.expectedMinor)}</Fact>
          <Fact name="Invoice">{money(result.invoicedMinor)}</Fact>
          <Fact name="Difference">{money(result.invoicedMinor - result.expectedMinor)}</Fact>
        </Facts>
        {rows.length === 0 ? (
          <p className="mt-3">
            <Badge tone="success">The invoice is what the statement says</Badge>
          </p>
        ) : null}
      </Card>
      {rows.length > 0 ? (
        <Card title="What does not agree" flush>
          <Table caption="Lines that do not agree">
            <TableHeader>
              <TableRow>
                <TableHead>Customer</TableHead>
                <TableHead>Integration</TableHead>
                <TableHead className="text-right">Statement</TableHead>
                <TableHead className="text-right">Invoice</TableHead>
                <TableHead>What it is</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.slice(0, mostRows).map((row) => (
                <TableRow key={row.key}>
                  <TableCell label="Customer">{row.customer}</TableCell>
                  <TableCell label="Integration">{row.what}</TableCell>
                  <TableCell label="Statement" className="text-right tabular-nums">
                    {money(row.statement)}
                  </TableCell>
                  <TableCell label="Invoice" className="text-right tabular-nums">
                    {money(row.invoice, row.currency)}
                  </TableCell>
                  <TableCell label="What it is">{row.note}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          {rows.length > mostRows ? (
            <p className="border-t px-4 py-3 text-muted-foreground">
              {(rows.length - mostRows).toLocaleString("en")} more lines do not agree.
            </p>
          ) : null}
        </Card>
      ) : null}
    </div>
  );
}
