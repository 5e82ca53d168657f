import type { AuditFilter } from "@/server/audit/schema";

function address(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** The page of the audit log that follows an entry. */
export const olderHref = (before: string, filter: AuditFilter) =>
  address("/audit", { ...filter, before });

/** All that the filter shows, as CSV. */
export const exportHref = (filter: AuditFilter) => address("/audit/csv", filter);
