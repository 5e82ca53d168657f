import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Wizard } from "@/components/configure/wizard";
import { Hydrate } from "@/components/query/provider";
import { wizardSteps } from "@/server/integrations/words";
import { api, load, loaded } from "@/server/trpc/server";

type Props = { params: Promise<{ integrationId: string; step: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { step } = await params;
  return { title: wizardSteps.find(({ id }) => id === step)?.title ?? "Not found" };
}

export default async function ConfigurePage({ params }: Props) {
  const { integrationId, step } = await params;
  const place = wizardSteps.findIndex(({ id }) => id === step);
  const found = wizardSteps[place];
  if (!found) notFound();
  const [wizard] = await Promise.all([
    load(api.integrations.wizard.queryOptions({ integrationId })),
    found.id === "authentication"
      ? load(api.integrations.connectState.queryOptions({ integrationId }))
      : null,
  ]);
  if (place + 1 > wizard.furthest)
    redirect(`/integrations/${integrationId}/configure/${wizard.firstUnfinished}`);
  return (
    <Hydrate loaded={await loaded()}>
      <Wizard integrationId={integrationId} step={found.id} />
    </Hydrate>
  );
}
