import type { Metadata } from "next";
import { IntegrationPage } from "@/components/integrations/integration-page";
import { isLinkState } from "@/server/orders/words";
import { api, Hydrate, load } from "@/server/trpc/server";

type Props = {
  params: Promise<{ integrationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const read = async ({ params }: Props) =>
  load(api.integrations.get.queryOptions({ integrationId: (await params).integrationId }));

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await read(props)).name };
}

export default async function IntegrationRoute(props: Props) {
  const { integrationId } = await props.params;
  const query = await props.searchParams;
  const state = one(query.state);
  const page = {
    integrationId,
    state: state && isLinkState(state) ? state : undefined,
    reason: one(query.reason)?.slice(0, 40),
    receipt: one(query.receipt)?.slice(0, 40),
    before: one(query.before)?.slice(0, 100),
  };
  await read(props);
  await Promise.all([
    load(api.orders.held.queryOptions({ integrationId })),
    load(api.orders.list.queryOptions(page)),
    load(api.orders.aliases.queryOptions({ integrationId })),
  ]);
  return (
    <Hydrate>
      <IntegrationPage page={page} />
    </Hydrate>
  );
}
