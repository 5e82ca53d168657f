import type { Metadata } from "next";
import { StatementPage } from "@/components/billing/statement";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Billing" };

export default async function BillingPage() {
  return <StatementPage answer={await load(api.billing.statement.queryOptions({}))} />;
}
