import { Badge } from "@/components/ui/badge";
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
import { holdReasons, isHoldReason, isSkipReason, skipReasons } from "@/server/orders/words";
import type { RouterOutputs } from "@/server/trpc/types";

type Result = Pick<
  RouterOutputs["orders"]["previewNextPull"],
  "rows" | "counts" | "read" | "complete" | "notLookedUp"
>;

const decisions = {
  create: { tone: "success", word: "Created" },
  adopt: { tone: "success", word: "Taken over" },
  hold: { tone: "warning", word: "Held" },
  skip: { tone: "neutral", word: "Skipped" },
  stop: { tone: "danger", word: "Flagged" },
} as const;

function reasonWords({ decision, reason, warehouseName }: Result["rows"][number]): string {
  if (decision === "stop") return "Canceled or refunded; its outbound order exists already";
  if (decision === "adopt") return "Its outbound order is in CartonCloud already";
  if (decision === "create") return warehouseName ? `Goes to ${warehouseName}` : "";
  if (reason && isHoldReason(reason)) return holdReasons[reason].title;
  if (reason && isSkipReason(reason)) return skipReasons[reason];
  return reason ?? "";
}

function sentence({ counts }: Result): string {
  const flagged = counts.stop > 0 ? `, ${counts.stop} flagged` : "";
  const adopted = counts.adopt > 0 ? ` ${counts.adopt} taken over,` : "";
  return `${counts.create} would be created,${adopted} ${counts.hold} held, ${counts.skip} skipped${flagged}.`;
}

/** What would become of each receipt: a sentence with the counts, and a table. */
export function PreviewResult({
  result,
  none,
  note,
}: {
  result: Result;
  /** Said instead of the counts where nothing would become of any receipt. */
  none: string;
  /** Said after it. */
  note?: string | undefined;
}) {
  const { rows } = result;
  return (
    <section aria-label="Preview" className="grid gap-3">
      <p role="status">
        {rows.length === 0 ? none : sentence(result)}
        {note ? ` ${note}` : ""}
        {result.complete ? "" : ` The preview stops after ${result.read} orders; there are more.`}
        {result.notLookedUp > 0
          ? ` The references of ${result.notLookedUp} were not looked up in CartonCloud; some may be taken there.`
          : ""}
      </p>
      {rows.length > 0 ? (
        <div className="rounded-md border">
          <Table caption="What would become of each order">
            <TableHeader>
              <TableRow>
                <TableHead>Receipt</TableHead>
                <TableHead>Placed</TableHead>
                <TableHead>Items</TableHead>
                <TableHead>Value</TableHead>
                <TableHead>Would be</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map((row) => (
                <TableRow key={row.receiptId}>
                  <TableCell label="Receipt" className="tabular-nums">
                    {row.receiptId}
                  </TableCell>
                  <TableCell label="Placed">
                    <RelativeTime at={row.receiptCreatedAt} />
                  </TableCell>
                  <TableCell label="Items" className="tabular-nums">
                    {row.itemQuantity}
                  </TableCell>
                  <TableCell label="Value" className="tabular-nums">
                    {row.totalMinor !== null && row.currency
                      ? formatMoney(row.totalMinor, row.currency, row.totalDivisor ?? 100)
                      : ""}
                  </TableCell>
                  <TableCell label="Would be">
                    <span className="flex flex-wrap items-center gap-2 max-md:justify-end">
                      <Badge tone={decisions[row.decision].tone}>
                        {decisions[row.decision].word}
                      </Badge>
                      {reasonWords(row)}
                    </span>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      ) : null}
    </section>
  );
}
