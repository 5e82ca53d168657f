import { FieldsSkeleton, PageSkeleton, RowsSkeleton } from "@/components/shell/page-skeleton";

export function AuditSkeleton() {
  return (
    <PageSkeleton reading="Reading the audit log" actions={1}>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <FieldsSkeleton fields={3} className="min-w-44 flex-1 sm:max-w-64" />
        <FieldsSkeleton fields={2} className="min-w-36" />
      </div>
      <div className="rounded-lg border bg-card">
        <div className="h-9 border-b bg-muted/60 max-md:hidden" />
        <RowsSkeleton rows={8} className="h-9" />
      </div>
    </PageSkeleton>
  );
}
