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

/** Units of the drawing; it scales with the page. */
const size = { width: 640, height: 150, foot: 18, left: 26 };

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
  const plot = size.height - size.foot;
  const slot = (size.width - size.left) / days.length;
  const tall = (count: number) => (count / top) * (plot - 6);
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      className="h-auto w-full"
      role="img"
      aria-label="Orders per day, as in the table below"
    >
      {[0, top / 2, top].map((value) => (
        <g key={value} className="text-muted-foreground">
          <line
            x1={size.left}
            x2={size.width}
            y1={plot - tall(value)}
            y2={plot - tall(value)}
            stroke="currentColor"
            strokeOpacity={0.25}
          />
          <text
            x={size.left - 6}
            y={plot - tall(value) + 3.5}
            textAnchor="end"
            fontSize={10}
            fill="currentColor"
          >
            {value}
          </text>
        </g>
      ))}
      {days.map(({ day, imported, held }, index) => {
        const x = size.left + index * slot + slot * 0.15;
        const width = slot * 0.7;
        return (
          <g key={day}>
            <rect
              x={x}
              width={width}
              y={plot - tall(imported)}
              height={tall(imported)}
              className="fill-primary"
            />
            <rect
              x={x}
              width={width}
              y={plot - tall(imported + held)}
              height={tall(held)}
              className="fill-warning"
            />
            {index % 7 === days.length % 7 || index === days.length - 1 ? (
              <text
                x={x + width / 2}
                y={size.height - 4}
                textAnchor={index === days.length - 1 ? "end" : "middle"}
                fontSize={10}
                className="fill-muted-foreground"
              >
                {dayWords(day)}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
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
