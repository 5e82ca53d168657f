import { Check } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { RouterOutputs } from "@/server/trpc/types";

type View = RouterOutputs["integrations"]["get"];
type Step = { title: string; next: string; href?: string; done: boolean };

/** The way of a new integration to its first completed order; done ones in front, as they come. */
export function firstSteps({ id, status, rights, counts }: View): Step[] {
  const configure = `/integrations/${id}/configure`;
  const made = counts.created + counts.dispatched + counts.completed;
  return [
    {
      title: "Connect the shop",
      next: "Its owner grants access in Etsy.",
      href: `${configure}/authentication`,
      done: rights.length > 0,
    },
    {
      title: "Say where orders go",
      next: "Choose the warehouse, then press “Finish”.",
      href: configure,
      done: status !== "draft",
    },
    {
      title: "First order at the warehouse",
      next: "A paid order of the shop becomes an outbound order at the next pull.",
      done: made > 0,
    },
    {
      title: "First order completed",
      next: "Once the warehouse has dispatched it, the buyer gets its tracking.",
      done: counts.completed > 0,
    },
  ];
}

/** The first steps of a new integration; nothing once all of them are done. */
export function FirstSteps({ view }: { view: View }) {
  const steps = firstSteps(view);
  const current = steps.find(({ done }) => !done);
  if (!current) return null;
  const count = steps.filter(({ done }) => done).length;
  return (
    <Card title="First steps" description={`${count} of ${steps.length} done`}>
      <ol className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map(({ title, next, href, done }, place) => (
          <li key={title} className="flex items-start gap-2.5">
            <span
              aria-hidden
              className={cn(
                "inline-flex size-6 shrink-0 items-center justify-center rounded-full border text-xs tabular-nums",
                done && "border-success/40 bg-success-soft text-success",
              )}
            >
              {done ? <Check className="size-3.5" /> : place + 1}
            </span>
            <span className="grid min-w-0 gap-0.5">
              <span className={cn(!done && title === current.title && "font-semibold")}>
                {!done && href && view.may.allowed ? (
                  <Link href={href} className="underline underline-offset-4">
                    {title}
                  </Link>
                ) : (
                  title
                )}
                {done ? <span className="sr-only">, done</span> : null}
              </span>
              {done ? null : <span className="text-[0.8125rem] text-muted-foreground">{next}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
