import Link from "next/link";
import { formatMoney } from "@/components/ui/money";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatInstant } from "./format-week";
import type { StatementAnswer } from "./types";

/** The lines of a week by customer and integration. */
export function StatementLines({ answer }: { answer: StatementAnswer }) {
  const { lines, currency, timeZone, price } = answer;
  const amountName = price ? "Cost" : "Amount";
  return (
    <Table caption="Integrations billed in this week, by customer">
      <TableHeader>
        <TableRow>
          <TableHead>Customer</TableHead>
          <TableHead>Integration</TableHead>
          <TableHead>Active from</TableHead>
          <TableHead>Until</TableHead>
          <TableHead className="text-right">Days</TableHead>
          {price ? <TableHead>Tier</TableHead> : null}
          <TableHead className="text-right">{amountName}</TableHead>
          {price ? <TableHead className="text-right">Charged</TableHead> : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.integrationId}>
            <TableCell label="Customer">{line.customerName}</TableCell>
            <TableCell label="Integration">
              <Link
                href={`/integrations/${line.integrationId}`}
                className="inline-flex min-h-6 items-center underline underline-offset-4 hover:no-underline print:no-underline"
              >
                {line.integrationName}
              </Link>
            </TableCell>
            <TableCell label="Active from" className="whitespace-nowrap">
              {formatInstant(line.activatedAt, timeZone)}
            </TableCell>
            <TableCell label="Until" className="whitespace-nowrap">
              {line.deletedAt ? formatInstant(line.deletedAt, timeZone) : "Still active"}
            </TableCell>
            <TableCell label="Days" className="text-right tabular-nums">
              {line.days}
            </TableCell>
            {price ? (
              <TableCell label="Tier" className="whitespace-nowrap">
                from {price.tierFrom}
              </TableCell>
            ) : null}
            <TableCell label={amountName} className="text-right tabular-nums">
              {formatMoney(line.amountMinor, currency)}
            </TableCell>
            {line.passOnMinor === null ? null : (
              <TableCell label="Charged" className="text-right tabular-nums">
                {formatMoney(line.passOnMinor, currency)}
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
