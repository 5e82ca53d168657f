import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReconcilePage } from "@/components/billing/reconcile-page";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Reconcile" };

type Props = { params: Promise<{ monday: string }> };

export default async function ReconcileWeekPage({ params }: Props) {
  const { monday } = await params;
  const { week, sees } = await load(api.billing.statement.queryOptions({ monday }));
  if (!sees.costs || !week.closedAt) notFound();
  return <ReconcilePage monday={week.monday} sunday={week.sunday} />;
}
