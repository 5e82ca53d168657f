"use client";
import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { RouterOutputs } from "@/server/trpc/types";
import { BulkActions } from "./bulk-actions";
import { skuName } from "./event-words";
import { orders } from "./outcome-words";
import { causeWords } from "./reason-words";

// Loaded at the first press: most page views answer no question.
const SkuForm = dynamic(() => import("./sku-form").then((file) => file.SkuForm), {
  ssr: false,
  loading: () => <Skeleton className="h-40" />,
});

type Group = RouterOutputs["orders"]["held"][number];

const waits = (count: number) => `${orders(count)} ${count === 1 ? "waits" : "wait"}`;

/** Held orders that wait for the product code of one SKU, with the answer that releases them. */
export function HeldSku({
  integrationId,
  cause: { cause, words, count, orderLinkId },
  allowed,
}: {
  integrationId: string;
  cause: Group["causes"][number];
  allowed: boolean;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const name = cause.startsWith("listing:")
    ? skuName(cause).replace("listing", "Listing")
    : `SKU ${cause}`;
  return (
    <li className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-md border p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-words">
          <strong className="font-medium">
            {name}: {waits(count)}
          </strong>
          {words ? <span className="text-muted-foreground"> {words}</span> : null}
        </p>
        {allowed ? (
          <Button
            size="sm"
            variant={open ? "outline" : "default"}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {open ? "Close" : "Choose the product code"}
            <span className="sr-only"> for {name}</span>
          </Button>
        ) : null}
      </div>
      <div id={id} hidden={!open}>
        {open ? (
          <SkuForm integrationId={integrationId} orderLinkId={orderLinkId} only={cause} />
        ) : null}
      </div>
    </li>
  );
}

/** Held orders that share what the other side said, or what is wrong. */
export function HeldCause({
  integrationId,
  group: { reason, readAt, actions },
  cause: { cause, words, count },
  allowed,
}: {
  integrationId: string;
  group: Omit<Group, "reason"> & { reason: Parameters<typeof BulkActions>[0]["bulk"]["reason"] };
  cause: Group["causes"][number];
  allowed: boolean;
}) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 rounded-md border p-3">
      <p className="min-w-0 break-words">
        <strong className="font-medium">{waits(count)}.</strong> {causeWords(reason, words)}
      </p>
      {allowed ? (
        <BulkActions
          bulk={{ integrationId, reason, cause, readAt, count }}
          about={causeWords(reason, words)}
          actions={actions}
        />
      ) : null}
    </li>
  );
}
