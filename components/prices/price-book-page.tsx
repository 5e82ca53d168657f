"use client";
import { PartWeekRule } from "@/components/billing/part-week-rule";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { PageHeader } from "@/components/ui/page-header";
import { PassOnPrices } from "./pass-on-prices";
import { PriceList } from "./price-list";
import { PriceLists } from "./price-lists";
import { ShowBilling } from "./show-billing";

export function PriceBookPage() {
  const trpc = useTRPC();
  const { data: book } = useLoadedQuery(trpc.billing.priceBook.queryOptions());
  return (
    <>
      <PageHeader
        trail={[{ label: "Organisation settings", href: "/settings" }]}
        title="Price book"
        description={
          <p>
            <PartWeekRule timeZone={book.timeZone} />
          </p>
        }
      />
      <div className="grid gap-4">
        <PriceLists book={book} />
        <PriceList book={book} />
        <PassOnPrices book={book} />
        <ShowBilling shown={book.showBilling} />
      </div>
    </>
  );
}
