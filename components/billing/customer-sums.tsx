import { formatMoney } from "@/components/ui/money";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";

export type CustomerSum = {
  customerId: string;
  customerName: string;
  quantity: number;
  amountMinor: number;
  /** What the customer is charged; null where only that is known, as the amount. */
  passOnMinor: number | null;
};

/** Sums by customer; with what is charged and the margin for those who see costs. */
export function CustomerSums({
  caption,
  counts,
  customers,
  currency,
  costs,
}: {
  caption: string;
  /** What the quantity counts. */
  counts: string;
  customers: readonly CustomerSum[];
  currency: string;
  costs: boolean;
}) {
  const money = (minor: number) => formatMoney(minor, currency);
  const right = "text-right tabular-nums";
  return (
    <Table caption={caption}>
      <TableHeader>
        <TableRow>
          <TableHead>Customer</TableHead>
          <TableHead className="text-right">{counts}</TableHead>
          <TableHead className="text-right">{costs ? "Cost" : "Amount"}</TableHead>
          {costs ? (
            <>
              <TableHead className="text-right">Charged</TableHead>
              <TableHead className="text-right">Margin</TableHead>
            </>
          ) : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {customers.map((row) => (
          <TableRow key={row.customerId}>
            <TableCell className="font-medium">{row.customerName}</TableCell>
            <TableCell label={counts} className={right}>
              {row.quantity}
            </TableCell>
            <TableCell label={costs ? "Cost" : "Amount"} className={right}>
              {money(row.amountMinor)}
            </TableCell>
            {costs && row.passOnMinor !== null ? (
              <>
                <TableCell label="Charged" className={right}>
                  {money(row.passOnMinor)}
                </TableCell>
                <TableCell label="Margin" className={right}>
                  {money(row.passOnMinor - row.amountMinor)}
                </TableCell>
              </>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
