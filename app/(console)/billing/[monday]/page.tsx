import type { Metadata } from "next";
import type { PageQuery } from "@/components/billing/page-of";
import { pageOf } from "@/components/billing/page-of";
import { StatementPage } from "@/components/billing/statement";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Billing" };

type Props = {
  params: Promise<{ monday: string }>;
  searchParams: Promise<PageQuery>;
};

export default async function BillingWeekPage({ params, searchParams }: Props) {
  const { monday } = await params;
  const page = pageOf(await searchParams);
  return (
    <StatementPage answer={await load(api.billing.statement.queryOptions({ monday, page }))} />
  );
}
