import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Says why nothing is here and what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  action,
  children,
}: {
  icon?: LucideIcon;
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div data-slot="empty-state" className="grid justify-items-center gap-2 px-4 py-10 text-center">
      {Icon ? <Icon aria-hidden className="size-7 text-muted-foreground" /> : null}
      <p className="font-semibold">{title}</p>
      {children ? (
        <div className="max-w-prose text-pretty text-muted-foreground">{children}</div>
      ) : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
