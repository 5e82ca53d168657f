import type { Metadata } from "next";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditLog } from "@/components/audit/audit-log";
import { exportHref } from "@/components/audit/audit-query";
import { BadAuditQuery } from "@/components/audit/bad-query";
import { buttonVariants } from "@/components/ui/button-variants";
import { PageHeader } from "@/components/ui/page-header";
import { readAuditQuery } from "@/server/audit/schema";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Audit log" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const { input, problem } = readAuditQuery(await searchParams);
  const { before, ...filter } = input ?? {};
  const [choices, page] = await Promise.all([
    load(api.audit.filters.queryOptions()),
    input ? load(api.audit.list.queryOptions(input)) : null,
  ]);
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change that a person of your organisation or of its customers made here."
        actions={
          page && page.entries.length > 0 ? (
            <a
              className={buttonVariants({ variant: "outline" })}
              href={exportHref(filter)}
              download
            >
              Export as CSV
            </a>
          ) : null
        }
      />
      <AuditFilters choices={choices} filter={filter} />
      {page ? <AuditLog page={page} filter={filter} /> : <BadAuditQuery problem={problem} />}
    </>
  );
}
