import {
  CardSkeleton,
  FieldsSkeleton,
  PageSkeleton,
  RowsSkeleton,
} from "@/components/shell/page-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export function CustomersSkeleton() {
  return (
    <PageSkeleton reading="Reading the customers">
      <div className="mb-4 flex flex-wrap gap-3">
        <FieldsSkeleton fields={1} className="min-w-56 flex-1 sm:max-w-md" />
        <FieldsSkeleton fields={2} className="w-48" />
      </div>
      <div className="rounded-lg border bg-card">
        <RowsSkeleton rows={5} className="h-10" />
      </div>
    </PageSkeleton>
  );
}

export function CustomerSkeleton() {
  return (
    <PageSkeleton reading="Reading the apps" trail>
      <div className="grid gap-3 sm:grid-cols-2">
        <Skeleton className="h-28" />
      </div>
    </PageSkeleton>
  );
}

export function InstancesSkeleton() {
  return (
    <PageSkeleton reading="Reading the instances" trail actions={1}>
      <CardSkeleton>
        <RowsSkeleton rows={2} className="h-16" />
      </CardSkeleton>
    </PageSkeleton>
  );
}

export function WizardSkeleton() {
  return (
    <PageSkeleton reading="Reading the configuration" trail described={false}>
      <div className="grid gap-5 md:grid-cols-[13rem_minmax(0,1fr)]">
        <Skeleton className="h-40" />
        <CardSkeleton>
          <div className="grid max-w-md gap-4 p-4">
            <FieldsSkeleton fields={3} />
          </div>
        </CardSkeleton>
      </div>
    </PageSkeleton>
  );
}

export function IntegrationSkeleton() {
  return (
    <PageSkeleton reading="Reading the integration" trail actions={3}>
      <div className="grid gap-4">
        <CardSkeleton lines={4} />
        <CardSkeleton>
          <div className="p-4">
            <Skeleton className="h-48" />
          </div>
        </CardSkeleton>
        <CardSkeleton>
          <RowsSkeleton rows={8} className="h-6" />
        </CardSkeleton>
      </div>
    </PageSkeleton>
  );
}

export function OrderSkeleton() {
  return (
    <PageSkeleton reading="Reading the order" trail>
      <div className="grid gap-4 lg:grid-cols-2">
        <CardSkeleton lines={8} />
        <CardSkeleton lines={8} />
      </div>
      <CardSkeleton lines={6} className="mt-4" />
    </PageSkeleton>
  );
}
