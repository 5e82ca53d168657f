import { redirect } from "next/navigation";
import { api, load } from "@/server/trpc/server";

type Props = { params: Promise<{ integrationId: string }> };

export default async function ResumePage({ params }: Props) {
  const { integrationId } = await params;
  const wizard = await load(api.integrations.wizard.queryOptions({ integrationId }));
  const step = wizard.draft ? wizard.firstUnfinished : "initial-configuration";
  redirect(`/integrations/${integrationId}/configure/${step}`);
}
