import type { Metadata } from "next";
import { StatementPage } from "@/components/billing/statement";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Billing" };

type Props = { params: Promise<{ monday: string }> };

export default async function BillingWeekPage({ params }: Props) {
  const { monday } = await params;
  return <StatementPage answer={await load(api.billing.statement.queryOptions({ monday }))} />;
}
