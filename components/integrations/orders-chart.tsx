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

/** Units of the drawing: ten wide for each day; it is stretched to its place. */
const slot = 10;
const tall = 100;

const dayWords = (day: string) =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** The smallest round number that is not below the highest day. */
export function scaleTop(highest: number): number {
  if (highest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 4, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}

function Bars({ days }: { days: readonly Day[] }) {
  const top = scaleTop(Math.max(...days.map(({ imported, held }) => imported + held)));
  const height = (count: number) => (count / top) * tall;
  const width = days.length * slot;
  const marks = [days[0], days[Math.floor(days.length / 2)], days.at(-1)];
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-muted-foreground text-xs">
      <div aria-hidden className="flex h-36 flex-col justify-between text-right tabular-nums">
        {[top, top / 2, 0].map((value) => (
          <span key={value} className="-my-2">
            {value}
          </span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${width} ${tall}`}
        preserveAspectRatio="none"
        className="h-36 w-full"
        role="img"
        aria-label="Orders per day, as in the table below"
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
        {days.map(({ day, imported, held }, index) => (
          <g key={day}>
            <rect
              x={index * slot + 1.5}
              width={slot - 3}
              y={tall - height(imported)}
              height={height(imported)}
              className="fill-primary"
            />
            <rect
              x={index * slot + 1.5}
              width={slot - 3}
              y={tall - height(imported + held)}
              height={height(held)}
              className="fill-warning"
            />
          </g>
        ))}
      </svg>
      <div aria-hidden className="col-start-2 mt-1 flex justify-between">
        {marks.map((mark) => (mark ? <span key={mark.day}>{dayWords(mark.day)}</span> : null))}
      </div>
    </div>
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
