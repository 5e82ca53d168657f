import {
  CardSkeleton,
  FieldsSkeleton,
  PageSkeleton,
  RowsSkeleton,
} from "@/components/shell/page-skeleton";

export function SettingsSkeleton() {
  return (
    <PageSkeleton reading="Reading the settings">
      <div className="grid gap-4">
        <CardSkeleton>
          <div className="grid max-w-2xl gap-4 p-4">
            <FieldsSkeleton fields={3} />
          </div>
        </CardSkeleton>
        <CardSkeleton lines={5} />
        <CardSkeleton>
          <RowsSkeleton rows={4} className="h-9" />
        </CardSkeleton>
      </div>
    </PageSkeleton>
  );
}
