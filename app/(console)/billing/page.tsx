import type { Metadata } from "next";
import { BillingNotShown } from "@/components/billing/not-shown";
import { StatementPage } from "@/components/billing/statement";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Billing" };

export default async function BillingPage() {
  if (!(await load(api.billing.access.queryOptions()))) return <BillingNotShown />;
  return <StatementPage answer={await load(api.billing.statement.queryOptions({}))} />;
}
