import type { Metadata } from "next";
import { MonthPage } from "@/components/billing/month";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Billing" };

type Props = { params: Promise<{ month: string }> };

export default async function BillingMonthPage({ params }: Props) {
  const { month } = await params;
  return <MonthPage answer={await load(api.billing.month.queryOptions({ month }))} />;
}
