import {
  CardSkeleton,
  FieldsSkeleton,
  PageSkeleton,
  RowsSkeleton,
} from "@/components/shell/page-skeleton";

/** The place of the statement of a week. */
export function BillingSkeleton() {
  return (
    <PageSkeleton reading="Reading the statement" actions={2}>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_17rem] lg:grid-rows-[auto_1fr]">
        <CardSkeleton lines={5} />
        <div className="grid content-start gap-4 lg:col-start-1 lg:row-start-2">
          <CardSkeleton>
            <RowsSkeleton rows={2} className="h-5" />
          </CardSkeleton>
          <CardSkeleton>
            <RowsSkeleton rows={3} className="h-6" />
          </CardSkeleton>
        </div>
        <div className="grid content-start gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <CardSkeleton>
            <RowsSkeleton rows={12} className="h-5" />
          </CardSkeleton>
          <CardSkeleton lines={4} />
        </div>
      </div>
    </PageSkeleton>
  );
}

/** The place of the sums of a month. */
export function MonthSkeleton() {
  return (
    <PageSkeleton reading="Reading the month" trail actions={3}>
      <div className="grid gap-4">
        <CardSkeleton lines={4} />
        <CardSkeleton lines={4} />
        <CardSkeleton>
          <RowsSkeleton rows={4} className="h-5" />
        </CardSkeleton>
      </div>
    </PageSkeleton>
  );
}

/** The place of the comparison with an invoice. */
export function ReconcileSkeleton() {
  return (
    <PageSkeleton reading="Reading the week" trail>
      <CardSkeleton>
        <div className="grid gap-4 p-4">
          <FieldsSkeleton fields={1} className="max-w-sm" />
          <FieldsSkeleton fields={1} />
        </div>
      </CardSkeleton>
    </PageSkeleton>
  );
}
