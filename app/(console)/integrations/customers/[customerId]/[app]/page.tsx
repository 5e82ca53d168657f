import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { appOf } from "@/components/integrations/apps";
import { Instances } from "@/components/integrations/instances";
import { Hydrate } from "@/components/query/provider";
import { api, load, loaded } from "@/server/trpc/server";

type Props = { params: Promise<{ customerId: string; app: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: appOf((await params).app)?.name ?? "Not found" };
}

export default async function AppPage({ params }: Props) {
  const { customerId, app } = await params;
  if (!appOf(app)) notFound();
  await load(api.integrations.customer.queryOptions({ customerId }));
  return (
    <Hydrate loaded={await loaded()}>
      <Instances appId={app} customerId={customerId} />
    </Hydrate>
  );
}
