/** Units of the drawing: ten wide for each bar; it is stretched to its place. */
const slot = 10;
const tall = 100;

/** The smallest round number that is not below the highest bar. */
export function scaleTop(highest: number): number {
  if (highest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 4, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}

/** A bar of parts that stand on each other, the first at the bottom. */
export type Bar = { key: string; parts: { count: number; className: string }[] };

const whole = ({ parts }: Bar) => parts.reduce((sum, { count }) => sum + count, 0);

/** Bars over time, drawn on the server. `marks` stand below them, `gap` beside each, in units of the drawing. */
export function BarChart({
  label,
  bars,
  marks,
  gap,
  height,
}: {
  label: string;
  bars: readonly Bar[];
  marks: readonly { key: string; text: string }[];
  gap: number;
  height: "h-32" | "h-36";
}) {
  const top = scaleTop(Math.max(...bars.map(whole)));
  const tallness = (count: number) => (count / top) * tall;
  const width = bars.length * slot;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-muted-foreground text-xs">
      <div
        aria-hidden
        className={`flex ${height} flex-col justify-between text-right tabular-nums`}
      >
        {[top, top / 2, 0].map((value) => (
          <span key={value} className="-my-2">
            {value}
          </span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${width} ${tall}`}
        preserveAspectRatio="none"
        className={`${height} w-full`}
        role="img"
        aria-label={label}
      >
        {[0, top / 2, top].map((value) => (
          <line
            key={value}
            x1={0}
            x2={width}
            y1={tall - tallness(value)}
            y2={tall - tallness(value)}
            className="stroke-border"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {bars.map(({ key, parts }, index) => (
          <g key={key}>
            {parts.map(({ count, className }, part) => (
              <rect
                key={className}
                x={index * slot + gap}
                width={slot - 2 * gap}
                y={tall - tallness(whole({ key, parts: parts.slice(0, part + 1) }))}
                height={tallness(count)}
                className={className}
              />
            ))}
          </g>
        ))}
      </svg>
      <div aria-hidden className="col-start-2 mt-1 flex justify-between">
        {marks.map(({ key, text }) => (
          <span key={key}>{text}</span>
        ))}
      </div>
    </div>
  );
}
