import type { Metadata } from "next";
import { PriceBookPage } from "@/components/prices/price-book-page";
import { Hydrate } from "@/components/query/provider";
import { api, load, loaded } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Price book" };

export default async function PriceBook() {
  await load(api.billing.priceBook.queryOptions());
  return (
    <Hydrate loaded={await loaded()}>
      <PriceBookPage />
    </Hydrate>
  );
}
