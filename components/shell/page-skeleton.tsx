import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const places = (count: number) => Array.from({ length: count }, (_, place) => `place ${place}`);

/** The place of a page while it is read: its heading, and what the first look takes in. */
export function PageSkeleton({
  reading,
  trail = false,
  described = true,
  actions = 0,
  children,
}: {
  /** What is being read, for those who hear the page. */
  reading: string;
  trail?: boolean;
  described?: boolean;
  /** How many buttons stand beside the heading. */
  actions?: number;
  children: ReactNode;
}) {
  return (
    <div data-slot="page-skeleton" aria-busy="true">
      <p className="sr-only" role="status">
        {reading}
      </p>
      <div className="mb-5 grid grid-cols-[minmax(0,1fr)] gap-1.5">
        {trail ? <Skeleton className="h-6 w-56 max-w-full" /> : null}
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1.5">
            <Skeleton className="h-7 w-48 max-w-full" />
            {described ? <Skeleton className="h-5 w-96 max-w-full" /> : null}
          </div>
          {actions > 0 ? (
            <div className="flex flex-wrap gap-2">
              {places(actions).map((place) => (
                <Skeleton key={place} className="h-9 w-28" />
              ))}
            </div>
          ) : null}
        </div>
      </div>
      {children}
    </div>
  );
}

/** The place of a card: its title, and `lines` of its content unless something else is in it. */
export function CardSkeleton({
  lines = 3,
  className,
  children,
}: {
  lines?: number;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div className={`min-w-0 rounded-lg border bg-card ${className ?? ""}`}>
      <div className="border-b px-4 py-3">
        <Skeleton className="h-5 w-40 max-w-full" />
      </div>
      {children ?? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
          {places(lines).map((place) => (
            <Skeleton key={place} className="h-5 w-80 max-w-full" />
          ))}
        </div>
      )}
    </div>
  );
}

/** The rows of a list or table in a card. */
export function RowsSkeleton({ rows, className }: { rows: number; className: string }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] divide-y">
      {places(rows).map((place) => (
        <div key={place} className="flex items-center justify-between gap-6 px-4 py-2">
          <Skeleton className={`w-48 max-w-full ${className}`} />
          <Skeleton className={`w-20 shrink-0 ${className}`} />
        </div>
      ))}
    </div>
  );
}

/** Fields of a form, each with its label. */
export function FieldsSkeleton({ fields, className }: { fields: number; className?: string }) {
  return places(fields).map((place) => (
    <div key={place} className={`grid content-start gap-1.5 ${className ?? ""}`}>
      <Skeleton className="h-5 w-24" />
      <Skeleton className="h-9" />
    </div>
  ));
}
