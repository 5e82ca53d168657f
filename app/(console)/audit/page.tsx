import type { Metadata } from "next";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditLog } from "@/components/audit/audit-log";
import { PageHeader } from "@/components/ui/page-header";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Audit log" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export default async function AuditPage({ searchParams }: Props) {
  const query = await searchParams;
  const filter = { action: one(query.action), person: one(query.person) };
  const [choices, page] = await Promise.all([
    load(api.audit.filters.queryOptions()),
    load(
      api.audit.list.queryOptions({
        action: filter.action,
        userId: filter.person,
        before: one(query.before),
      }),
    ),
  ]);
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change that a person of your organisation or of its customers made here."
      />
      <AuditFilters choices={choices} filter={filter} />
      <AuditLog page={page} filter={filter} />
    </>
  );
}
