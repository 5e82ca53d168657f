import { BarChart } from "@/components/ui/bar-chart";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { RouterOutputs } from "@/server/trpc/types";

type Day = RouterOutputs["integrations"]["get"]["days"][number];

const ofDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayWords = (day: string) => ofDay.format(new Date(`${day}T12:00:00Z`));

function Bars({ days }: { days: readonly Day[] }) {
  const marks = [days[0], days[Math.floor(days.length / 2)], days.at(-1)];
  return (
    <BarChart
      label="Orders per day, as in the table below"
      bars={days.map(({ day, imported, held }) => ({
        key: day,
        parts: [
          { count: imported, className: "fill-primary" },
          { count: held, className: "fill-warning" },
        ],
      }))}
      marks={marks.flatMap((mark) => (mark ? [{ key: mark.day, text: dayWords(mark.day) }] : []))}
      gap={1.5}
      height="h-36"
    />
  );
}

/** Orders per day as a drawing, and as the table behind it. */
export function OrdersChart({ days }: { days: readonly Day[] }) {
  return (
    <div className="grid gap-3">
      <Bars days={days} />
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem]">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-sm bg-primary" /> Imported
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-sm bg-warning" /> Waiting for you
        </span>
      </p>
      <details>
        <summary className="min-h-6 text-[0.8125rem] text-muted-foreground">
          The same as a table
        </summary>
        <Table caption="Orders per day" className="mt-2">
          <TableHeader>
            <TableRow>
              <TableHead>Day</TableHead>
              <TableHead>Imported</TableHead>
              <TableHead>Waiting for you</TableHead>
              <TableHead>Skipped</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {days.toReversed().map(({ day, imported, held, skipped }) => (
              <TableRow key={day}>
                <TableCell>{dayWords(day)}</TableCell>
                <TableCell label="Imported" className="tabular-nums">
                  {imported}
                </TableCell>
                <TableCell label="Waiting for you" className="tabular-nums">
                  {held}
                </TableCell>
                <TableCell label="Skipped" className="tabular-nums">
                  {skipped}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </details>
    </div>
  );
}
