import Link from "next/link";
import { formatMoney } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { RouterOutputs } from "@/server/trpc/types";

type Line = RouterOutputs["billing"]["statement"]["statement"]["lines"][number];

export function StatementLines({ lines, currency }: { lines: readonly Line[]; currency: string }) {
  return (
    <Table caption="Integrations billed in this week, by customer">
      <TableHeader>
        <TableRow>
          <TableHead>Customer</TableHead>
          <TableHead>Integration</TableHead>
          <TableHead>Active from</TableHead>
          <TableHead>Until</TableHead>
          <TableHead className="text-right">Amount</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.integrationId}>
            <TableCell label="Customer">{line.customerName}</TableCell>
            <TableCell label="Integration">
              {line.deletedAt ? (
                line.integrationName
              ) : (
                <Link
                  href={`/integrations/${line.integrationId}`}
                  className="inline-flex min-h-6 items-center underline underline-offset-4 hover:no-underline"
                >
                  {line.integrationName}
                </Link>
              )}
            </TableCell>
            <TableCell label="Active from">
              <RelativeTime at={line.activatedAt} absolute />
            </TableCell>
            <TableCell label="Until">
              {line.deletedAt ? <RelativeTime at={line.deletedAt} absolute /> : "Still active"}
            </TableCell>
            <TableCell label="Amount" className="text-right tabular-nums">
              {formatMoney(line.amountMinor, currency)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
