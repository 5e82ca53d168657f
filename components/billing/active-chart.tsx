import { scaleTop } from "@/components/integrations/orders-chart";
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

/** Units of the drawing: ten wide for each week; it is stretched to its place. */
const slot = 10;
const tall = 100;

function Bars({ weeks }: { weeks: Weeks }) {
  const top = scaleTop(Math.max(...weeks.map(({ active }) => active)));
  const height = (count: number) => (count / top) * tall;
  const width = weeks.length * slot;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-muted-foreground text-xs">
      <div aria-hidden className="flex h-32 flex-col justify-between text-right tabular-nums">
        {[top, top / 2, 0].map((value) => (
          <span key={value} className="-my-2">
            {value}
          </span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${width} ${tall}`}
        preserveAspectRatio="none"
        className="h-32 w-full"
        role="img"
        aria-label="Active integrations over time, as in the table below"
      >
        {[0, top / 2, top].map((value) => (
          <line
            key={value}
            x1={0}
            x2={width}
            y1={tall - height(value)}
            y2={tall - height(value)}
            className="stroke-border"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {weeks.map(({ monday, active }, index) => (
          <rect
            key={monday}
            x={index * slot + 1}
            width={slot - 2}
            y={tall - height(active)}
            height={height(active)}
            className="fill-primary"
          />
        ))}
      </svg>
      <div aria-hidden className="col-start-2 mt-1 flex justify-between">
        {[weeks[0], weeks.at(-1)].map((week) =>
          week ? <span key={week.monday}>{formatDay(week.monday)}</span> : null,
        )}
      </div>
    </div>
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
