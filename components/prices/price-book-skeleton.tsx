import {
  CardSkeleton,
  FieldsSkeleton,
  PageSkeleton,
  RowsSkeleton,
} from "@/components/shell/page-skeleton";

export function PriceBookSkeleton() {
  return (
    <PageSkeleton reading="Reading the price book" trail>
      <div className="grid gap-4">
        <CardSkeleton>
          <RowsSkeleton rows={2} className="h-5" />
        </CardSkeleton>
        <CardSkeleton>
          <div className="grid max-w-sm gap-4 p-4">
            <FieldsSkeleton fields={4} />
          </div>
        </CardSkeleton>
        <CardSkeleton>
          <RowsSkeleton rows={3} className="h-9" />
        </CardSkeleton>
      </div>
    </PageSkeleton>
  );
}
