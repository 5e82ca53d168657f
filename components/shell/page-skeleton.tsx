import { Skeleton } from "@/components/ui/skeleton";

/** The place of a page of cards while it is read: the heading, and what the first look takes in. */
export function PageSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Reading the page
      </p>
      <div className="mb-5 grid gap-2">
        <Skeleton className="h-7 w-48 max-w-full" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <div className="grid gap-4">
        <Skeleton className="h-40" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
