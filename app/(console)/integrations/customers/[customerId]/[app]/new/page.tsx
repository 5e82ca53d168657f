import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewWizard } from "@/components/configure/new-wizard";
import { appOf } from "@/components/integrations/apps";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Initial Configuration" };

type Props = { params: Promise<{ customerId: string; app: string }> };

export default async function NewIntegrationPage({ params }: Props) {
  const { customerId, app } = await params;
  const found = appOf(app);
  if (!found) notFound();
  const { customer } = await load(api.integrations.newWizard.queryOptions({ customerId }));
  return <NewWizard app={found.id} customer={customer} />;
}
