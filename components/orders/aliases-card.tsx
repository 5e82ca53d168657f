"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { RouterOutputs } from "@/server/trpc/types";
import { skuName } from "./event-words";

// Loaded at the first press: most page views change no alias.
const ChangeAlias = dynamic(() => import("./alias-dialogs").then((file) => file.ChangeAlias), {
  ssr: false,
});
const RemoveAlias = dynamic(() => import("./alias-dialogs").then((file) => file.RemoveAlias), {
  ssr: false,
});

type Alias = RouterOutputs["orders"]["aliases"][number];
type Asking = { act: "change" | "remove"; alias: Alias } | null;

function Row({ alias, onAsk }: { alias: Alias; onAsk: ((asking: Asking) => void) | null }) {
  const { sku, productCode, productName, active, at, by } = alias;
  const name = skuName(sku);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 gap-0.5 break-words">
        <span className="flex flex-wrap items-center gap-2">
          <span className="min-w-0">
            <span className="font-medium">{name}</span> is {productCode}
            {productName ? `, ${productName}` : ""}
          </span>
          {active ? null : <Badge tone="warning">Not an active product</Badge>}
        </span>
        <span className="text-[0.8125rem] text-muted-foreground">
          Said by {by ?? "someone"} <RelativeTime at={at} />
        </span>
      </div>
      {onAsk ? (
        <div className="flex gap-2">
          <Button
            size="sm"
            variant="outline"
            aria-haspopup="dialog"
            onClick={() => onAsk({ act: "change", alias })}
          >
            Change<span className="sr-only"> {name}</span>
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-haspopup="dialog"
            onClick={() => onAsk({ act: "remove", alias })}
          >
            Remove<span className="sr-only"> {name}</span>
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** What people said this shop's SKUs are called in CartonCloud; to change and to remove for orders to come. */
export function AliasesCard({
  integrationId,
  allowed,
}: {
  integrationId: string;
  allowed: boolean;
}) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.orders.aliases.queryOptions({ integrationId }));
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  return (
    <Card
      title="SKUs of this shop"
      description="Product codes that people chose for SKUs that CartonCloud does not know. A change concerns orders to come, and those that wait for it."
      flush
    >
      {error ? (
        <div className="p-4">
          <Alert tone="danger" live>
            {errorMessage(error)}
          </Alert>
        </div>
      ) : !data ? (
        <div className="p-4" aria-busy="true">
          <Skeleton className="h-9" />
        </div>
      ) : data.length === 0 ? (
        <p className="p-4 text-muted-foreground">
          None. Where an order waits for an SKU, the answer is remembered here.
        </p>
      ) : (
        <ul className="divide-y">
          {data.map((alias) => (
            <Row key={alias.sku} alias={alias} onAsk={allowed ? setAsking : null} />
          ))}
        </ul>
      )}
      {asking?.act === "change" ? (
        <ChangeAlias integrationId={integrationId} alias={asking.alias} onClose={close} />
      ) : null}
      {asking?.act === "remove" ? (
        <RemoveAlias integrationId={integrationId} alias={asking.alias} onClose={close} />
      ) : null}
    </Card>
  );
}
