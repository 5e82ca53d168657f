import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

/** The heading of a page, the way that led to it, and what can be done with the whole of it. */
export function PageHeader({
  title,
  badge,
  description,
  trail = [],
  actions,
}: {
  title: ReactNode;
  badge?: ReactNode;
  description?: ReactNode;
  trail?: readonly { label: string; href: string }[];
  actions?: ReactNode;
}) {
  return (
    <div data-slot="page-header" className="mb-5 grid gap-1.5">
      {trail.length > 0 ? (
        <nav aria-label="Breadcrumb">
          <ol className="flex flex-wrap items-center gap-1 text-muted-foreground">
            {trail.map(({ label, href }) => (
              <li key={href} className="inline-flex items-center gap-1">
                <Link
                  href={href}
                  className="inline-flex min-h-6 items-center underline-offset-4 hover:underline"
                >
                  {label}
                </Link>
                <ChevronRight aria-hidden className="size-3.5" />
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{title}</h1>
            {badge}
          </div>
          {description ? (
            <div className="max-w-prose text-pretty text-muted-foreground">{description}</div>
          ) : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
