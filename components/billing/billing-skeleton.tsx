import { CardSkeleton, PageSkeleton, RowsSkeleton } from "@/components/shell/page-skeleton";

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
