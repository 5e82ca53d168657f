import type { Metadata } from "next";
import { OrderPage } from "@/components/orders/order-page";
import { Hydrate } from "@/components/query/provider";
import { api, load, loaded } from "@/server/trpc/server";

type Props = { params: Promise<{ integrationId: string; orderLinkId: string }> };

const read = async ({ params }: Props) => load(api.orders.get.queryOptions(await params));

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Receipt ${(await read(props)).link.receiptId}` };
}

export default async function OrderRoute(props: Props) {
  const { integrationId, orderLinkId } = await props.params;
  await read(props);
  return (
    <Hydrate loaded={await loaded()}>
      <OrderPage integrationId={integrationId} orderLinkId={orderLinkId} />
    </Hydrate>
  );
}
