import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { RouterOutputs } from "@/server/trpc/types";

type Right = RouterOutputs["integrations"]["get"]["rights"][number];

const marks = {
  yes: { Icon: CircleCheck, tone: "text-success", said: "Granted" },
  no: { Icon: TriangleAlert, tone: "text-warning", said: "Missing" },
  unknown: { Icon: CircleHelp, tone: "text-muted-foreground", said: "Not known yet" },
} as const;

/** What Etsy allows, right by right, each with what it means for the orders. */
export function Rights({ rights }: { rights: readonly Right[] }) {
  return (
    <ul className="grid gap-1.5">
      {rights.map(({ name, state, words }) => {
        const { Icon, tone, said } = marks[state];
        return (
          <li key={name} className="flex items-start gap-2">
            <Icon aria-label={said} className={cn("mt-0.5 size-4 shrink-0", tone)} />
            <span className="text-pretty">
              <strong className="font-medium">{name}.</strong> {words}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
