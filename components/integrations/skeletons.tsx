import { Skeleton } from "@/components/ui/skeleton";

const rows = ["a", "b", "c", "d", "e"];

function Heading({ trail = true }: { trail?: boolean }) {
  return (
    <div className="mb-5 grid gap-2">
      {trail ? <Skeleton className="h-5 w-56" /> : null}
      <Skeleton className="h-7 w-64 max-w-full" />
      <Skeleton className="h-5 w-96 max-w-full" />
    </div>
  );
}

export function CustomersSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Reading the customers
      </p>
      <Heading trail={false} />
      <Skeleton className="mb-4 h-14 w-96 max-w-full" />
      <div className="grid divide-y rounded-lg border bg-card">
        {rows.map((row) => (
          <div key={row} className="grid gap-1.5 px-4 py-3">
            <Skeleton className="h-5 w-48" />
            <Skeleton className="h-4 w-36" />
          </div>
        ))}
      </div>
    </div>
  );
}

export function CustomerSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Reading the apps
      </p>
      <Heading />
      <div className="grid gap-3 sm:grid-cols-2">
        <Skeleton className="h-28" />
      </div>
    </div>
  );
}

export function InstancesSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Reading the instances
      </p>
      <Heading />
      <div className="grid divide-y rounded-lg border bg-card">
        {rows.slice(0, 2).map((row) => (
          <div key={row} className="grid gap-3 p-4">
            <Skeleton className="h-6 w-56" />
            <Skeleton className="h-10 w-full max-w-xl" />
          </div>
        ))}
      </div>
    </div>
  );
}

export function WizardSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Reading the configuration
      </p>
      <Heading />
      <div className="grid gap-5 md:grid-cols-[13rem_minmax(0,1fr)]">
        <Skeleton className="h-40" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}

export function IntegrationSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Reading the integration
      </p>
      <Heading />
      <div className="grid gap-4">
        <Skeleton className="h-24" />
        <Skeleton className="h-56" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}

export function OrderSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Reading the order
      </p>
      <Heading />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
      <Skeleton className="mt-4 h-64" />
    </div>
  );
}
