import type { ReactNode } from "react";
import { cn } from "./cn";
import type { Tone } from "./tone";
import { toneClass, toneIcon } from "./tone";

/** Something to know on this page. `live` reads it out when it appears after an action. */
export function Alert({
  tone = "info",
  title,
  live = false,
  actions,
  className,
  children,
}: {
  tone?: Tone;
  title?: ReactNode;
  live?: boolean;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const Icon = toneIcon[tone];
  return (
    <div
      data-slot="alert"
      role={live ? "alert" : undefined}
      className={cn("flex items-start gap-2.5 rounded-lg border p-3", toneClass[tone], className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-1 gap-1 break-words">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="text-foreground">{children}</div> : null}
        {actions ? <div className="mt-1.5 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
