import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { RouterOutputs } from "@/server/trpc/types";
import { apps } from "./apps";
import { LiveDot } from "./live-dot";

/** The apps that a customer can integrate, each with how many instances it has. */
export function AppMenu({ view }: { view: RouterOutputs["integrations"]["customer"] }) {
  return (
    <ul aria-label="Apps" className="grid gap-3 sm:grid-cols-2">
      {apps.map(({ id, name, summary, icon: Icon }) => {
        const own = view.instances.filter(({ app }) => app === id);
        const active = own.filter(({ status }) => status === "active").length;
        return (
          <li key={id}>
            <Link
              href={`/integrations/customers/${view.customer.id}/${id}`}
              aria-labelledby={`app-${id}`}
              aria-describedby={`app-${id}-about`}
              className="flex h-full items-start gap-3 rounded-lg border bg-card p-4 hover:border-input hover:bg-accent"
            >
              <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-primary" />
              <span className="grid min-w-0 flex-1 gap-1">
                <span id={`app-${id}`} className="font-semibold">
                  {name}
                </span>
                <span id={`app-${id}-about`} className="grid gap-1">
                  <span className="text-pretty text-muted-foreground">{summary}</span>
                  <span className="flex items-center gap-2 text-[0.8125rem]">
                    {active > 0 ? <LiveDot /> : null}
                    {own.length === 0
                      ? "Not configured yet"
                      : `${own.length === 1 ? "1 instance" : `${own.length} instances`}, ${active} active`}
                  </span>
                </span>
              </span>
              <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
