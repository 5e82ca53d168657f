import { formatMoney } from "@/components/ui/money";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatDay, formatInstant } from "./format-week";
import type { StatementAnswer } from "./types";

/** Corrections of closed weeks, each a line of its own. */
export function Corrections({
  corrections,
  currencyOf,
  timeZone,
}: {
  corrections: StatementAnswer["corrections"];
  /** Currency of the week that starts on a Monday. */
  currencyOf: (monday: string) => string;
  timeZone: string;
}) {
  return (
    <Table caption="Corrections">
      <TableHeader>
        <TableRow>
          <TableHead>Customer</TableHead>
          <TableHead>Integration</TableHead>
          <TableHead>Week of</TableHead>
          <TableHead>What was wrong</TableHead>
          <TableHead>Added</TableHead>
          <TableHead className="text-right">Amount</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {corrections.map((row) => (
          <TableRow key={row.id}>
            <TableCell label="Customer">{row.customerName}</TableCell>
            <TableCell label="Integration">{row.integrationName}</TableCell>
            <TableCell label="Week of">{formatDay(row.monday)}</TableCell>
            <TableCell label="What was wrong">{row.reason}</TableCell>
            <TableCell label="Added">
              {formatInstant(row.createdAt, timeZone)}
              {row.by ? ` by ${row.by}` : null}
            </TableCell>
            <TableCell label="Amount" className="text-right tabular-nums">
              {formatMoney(row.amountMinor, currencyOf(row.monday))}
              {row.passOnMinor === 0 ? (
                <span className="block text-[0.8125rem] text-muted-foreground">not passed on</span>
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
