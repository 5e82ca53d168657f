import type { Metadata } from "next";
import { BillingNotShown } from "@/components/billing/not-shown";
import type { PageQuery } from "@/components/billing/page-of";
import { pageOf } from "@/components/billing/page-of";
import { StatementPage } from "@/components/billing/statement";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Billing" };

type Props = { searchParams: Promise<PageQuery> };

export default async function BillingPage({ searchParams }: Props) {
  const page = pageOf(await searchParams);
  if (!(await load(api.billing.access.queryOptions()))) return <BillingNotShown />;
  return <StatementPage answer={await load(api.billing.statement.queryOptions({ page }))} />;
}
