import type { ReactNode } from "react";
import { cn } from "./cn";

/** A section of a page. With a title it is a region that can be jumped to. */
export function Card({
  title,
  description,
  actions,
  id,
  flush = false,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  id?: string;
  /** No padding around the content: for tables and lists that reach the edges. */
  flush?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <section
      id={id}
      data-slot="card"
      className={cn("min-w-0 rounded-lg border bg-card text-card-foreground", className)}
    >
      {title || actions ? (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b px-4 py-3">
          <div className="grid min-w-0 gap-0.5">
            {title ? <h2 className="font-semibold">{title}</h2> : null}
            {description ? (
              <p className="max-w-prose text-[0.8125rem] text-muted-foreground">{description}</p>
            ) : null}
          </div>
          {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}
