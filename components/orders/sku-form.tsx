"use client";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Skeleton } from "@/components/ui/skeleton";
import { SkuQuestion } from "./sku-question";

/** Answers a hold for its SKUs, one after the other. */
export function SkuForm({
  integrationId,
  orderLinkId,
  only,
}: {
  integrationId: string;
  orderLinkId: string;
  /** Asks for this one of the order's SKUs alone. */
  only?: string;
}) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.orders.suggestions.queryOptions({ orderLinkId }));
  if (error)
    return (
      <Alert tone="danger" live>
        {errorMessage(error)}
      </Alert>
    );
  if (!data) return <Skeleton className="h-40" />;
  const asked = data.filter(({ sku }) => only === undefined || sku === only);
  if (asked.length === 0)
    return <p className="text-muted-foreground">This order does not wait for it any more.</p>;
  return (
    <div className="grid gap-6">
      {asked.map((question) => (
        <SkuQuestion key={question.sku} {...{ integrationId, orderLinkId, question }} />
      ))}
    </div>
  );
}
