import type { Metadata } from "next";
import { IntegrationPage } from "@/components/integrations/integration-page";
import { Hydrate } from "@/components/query/provider";
import { readOrderFilter } from "@/server/orders/schema";
import { api, load, loaded } from "@/server/trpc/server";

type Props = {
  params: Promise<{ integrationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const read = async ({ params }: Props) =>
  load(api.integrations.get.queryOptions({ integrationId: (await params).integrationId }));

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await read(props)).name };
}

export default async function IntegrationRoute(props: Props) {
  const { integrationId } = await props.params;
  const query = await props.searchParams;
  const { before } = query;
  const page = {
    ...readOrderFilter(integrationId, query),
    before: typeof before === "string" && before ? before.slice(0, 100) : undefined,
  };
  await Promise.all([
    read(props),
    load(api.orders.held.queryOptions({ integrationId })),
    load(api.orders.list.queryOptions(page)),
    load(api.orders.aliases.queryOptions({ integrationId })),
  ]);
  return (
    <Hydrate loaded={await loaded()}>
      <IntegrationPage page={page} />
    </Hydrate>
  );
}
