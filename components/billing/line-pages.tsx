import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button-variants";
import type { StatementAnswer } from "./types";

/** Leads through the lines of a week that has more than a page of them. */
export function LinePages({ answer }: { answer: StatementAnswer }) {
  const { page, pages, skipped, lines, total, week } = answer;
  if (pages === 1) return null;
  const to = (of: number) => `${week.running ? "/billing" : `/billing/${week.monday}`}?page=${of}`;
  const count = (of: number) => of.toLocaleString("en");
  return (
    <nav
      aria-label="Pages of lines"
      className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-3"
    >
      <p className="text-muted-foreground">
        Lines {count(skipped + 1)} to {count(skipped + lines.length)} of {count(total.quantity)}.
        The CSV has all.
      </p>
      <div className="flex gap-2 print:hidden">
        {page > 1 ? (
          <Link className={buttonVariants({ variant: "outline", size: "sm" })} href={to(page - 1)}>
            <ChevronLeft aria-hidden /> Lines before
          </Link>
        ) : null}
        {page < pages ? (
          <Link className={buttonVariants({ variant: "outline", size: "sm" })} href={to(page + 1)}>
            Lines after <ChevronRight aria-hidden />
          </Link>
        ) : null}
      </div>
    </nav>
  );
}
