import Link from "next/link";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatMoney } from "@/components/ui/money";
import { formatWeek } from "./format-week";
import type { StatementAnswer } from "./types";

type Weeks = StatementAnswer["weeks"];

/** The latest weeks, each in the currency that it had, corrections included. */
export function WeekList({ weeks, current }: { weeks: Weeks; current: string }) {
  return (
    <Card title="Weeks" flush>
      <ul className="divide-y">
        {weeks.map((week) => (
          <li key={week.monday}>
            <Link
              href={week.running ? "/billing" : `/billing/${week.monday}`}
              aria-current={week.monday === current ? "page" : undefined}
              className={cn(
                "flex items-baseline justify-between gap-3 px-4 py-2 -outline-offset-2 hover:bg-accent",
                week.monday === current && "bg-accent font-medium",
              )}
            >
              <span>
                {formatWeek(week)}
                {week.running ? <span className="text-muted-foreground"> (running)</span> : null}
              </span>
              <span className="tabular-nums">{formatMoney(week.amountMinor, week.currency)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
