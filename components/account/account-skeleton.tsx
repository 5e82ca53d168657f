import { CardSkeleton, FieldsSkeleton, PageSkeleton } from "@/components/shell/page-skeleton";

export function AccountSkeleton() {
  return (
    <PageSkeleton reading="Reading your account" described={false}>
      <div className="grid gap-4">
        <CardSkeleton />
        {["address", "password"].map((form) => (
          <CardSkeleton key={form}>
            <div className="grid max-w-sm gap-4 p-4">
              <FieldsSkeleton fields={2} />
            </div>
          </CardSkeleton>
        ))}
        <CardSkeleton lines={1} />
        <CardSkeleton lines={9} />
        <CardSkeleton lines={2} />
      </div>
    </PageSkeleton>
  );
}
