import { BarChart } from "@/components/ui/bar-chart";
import { Card } from "@/components/ui/card";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatDay, formatWeek } from "./format-week";
import type { StatementAnswer } from "./types";

type Weeks = StatementAnswer["active"];

function Bars({ weeks }: { weeks: Weeks }) {
  return (
    <BarChart
      label="Active integrations over time, as in the table below"
      bars={weeks.map(({ monday, active }) => ({
        key: monday,
        parts: [{ count: active, className: "fill-primary" }],
      }))}
      marks={[weeks[0], weeks.at(-1)].flatMap((week) =>
        week ? [{ key: week.monday, text: formatDay(week.monday) }] : [],
      )}
      gap={1}
      height="h-32"
    />
  );
}

/** Active integrations of each week as a drawing, and as the table behind it. */
export function ActiveChart({ weeks }: { weeks: Weeks }) {
  return (
    <Card title="Active integrations over time">
      <Bars weeks={weeks} />
      <details className="mt-2">
        <summary className="min-h-6 text-[0.8125rem] text-muted-foreground">
          The same as a table
        </summary>
        <Table caption="Active integrations by week" className="mt-2">
          <TableHeader>
            <TableRow>
              <TableHead>Week</TableHead>
              <TableHead className="text-right">Active</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {weeks.toReversed().map((week) => (
              <TableRow key={week.monday}>
                <TableCell label="Week">{formatWeek(week)}</TableCell>
                <TableCell label="Active" className="text-right tabular-nums">
                  {week.active}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </details>
    </Card>
  );
}
