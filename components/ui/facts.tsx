import type { ReactNode } from "react";
import { cn } from "./cn";

/** Names and values, in two columns where there is room. */
export function Facts({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <dl data-slot="facts" className={cn("grid gap-x-6 gap-y-2", className)}>
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)] sm:items-baseline">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
