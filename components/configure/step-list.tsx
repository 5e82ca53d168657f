import { Check } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import type { WizardStep } from "@/server/integrations/words";
import { wizardSteps } from "@/server/integrations/words";

/** The steps in order; those that are open are links. */
export function StepList({
  current,
  furthest,
  hrefOf,
}: {
  current: WizardStep;
  /** Number of the last step that is open, from 1. */
  furthest: number;
  hrefOf: (step: WizardStep) => string;
}) {
  return (
    <nav aria-label="Steps" className="min-w-0">
      <ol className="grid gap-1 max-md:grid-cols-4">
        {wizardSteps.map(({ id, title }, index) => {
          const number = index + 1;
          const here = id === current;
          const done = number < furthest && !here;
          const words = (
            <>
              <span
                aria-hidden
                className={cn(
                  "inline-flex size-6 shrink-0 items-center justify-center rounded-full border text-xs tabular-nums",
                  here && "border-primary bg-primary text-primary-foreground",
                  done && "border-success/40 bg-success-soft text-success",
                )}
              >
                {done ? <Check className="size-3.5" /> : number}
              </span>
              <span className="min-w-0 break-words max-md:text-xs">
                <span className="sr-only">{`Step ${number}: `}</span>
                {title}
                {done ? <span className="sr-only">, done</span> : null}
              </span>
            </>
          );
          const look =
            "flex min-h-9 items-center gap-2 rounded-md px-2 py-1 max-md:flex-col max-md:gap-1 max-md:px-0.5 max-md:text-center";
          return (
            <li key={id}>
              {number <= furthest && !here ? (
                <Link href={hrefOf(id)} className={cn(look, "hover:bg-accent")}>
                  {words}
                </Link>
              ) : (
                <span
                  aria-current={here ? "step" : undefined}
                  className={cn(look, here ? "font-semibold" : "text-muted-foreground")}
                >
                  {words}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
