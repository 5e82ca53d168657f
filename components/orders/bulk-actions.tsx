"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";
import type { Bulk } from "./bulk-selection";
import { orders, outcomeWords } from "./outcome-words";
import { useActed } from "./use-acted";

// Loaded at the first press: most page views ask for neither.
const BulkDismiss = dynamic(() => import("./bulk-dismiss").then((file) => file.BulkDismiss), {
  ssr: false,
});
const BulkWarehouse = dynamic(() => import("./bulk-warehouse").then((file) => file.BulkWarehouse), {
  ssr: false,
});

type HoldAction = RouterOutputs["orders"]["held"][number]["actions"][number];

/**
 * What can be done about many held orders at once. Each button says how many it concerns, and acts on
 * those alone that were held when the list was read.
 */
export function BulkActions({
  bulk,
  about,
  actions,
}: {
  bulk: Bulk;
  /** What they wait for, for those who hear the buttons one by one. */
  about: string;
  actions: readonly HoldAction[];
}) {
  const trpc = useTRPC();
  const toast = useToast();
  const { onSettled } = useActed();
  /** What was asked for last, as it was then; it stays there closed, to give the focus back. */
  const [asked, setAsked] = useState<{ action: HoldAction; bulk: Bulk; open: boolean } | null>(
    null,
  );
  const retry = useMutation(
    trpc.orders.retryHeld.mutationOptions({
      onSuccess: (outcome) =>
        toast({ title: outcomeWords(outcome, { one: "is tried again", many: "are tried again" }) }),
      onSettled,
    }),
  );
  const { count, ...selection } = bulk;
  const ask = (action: HoldAction) => setAsked({ action, bulk, open: true });
  const dialog = asked && {
    bulk: asked.bulk,
    open: asked.open,
    onOpenChange: (open: boolean) => setAsked({ ...asked, open }),
  };
  return (
    <div className="grid gap-2">
      {retry.error ? (
        <Alert tone="danger" live>
          {errorMessage(retry.error)}
        </Alert>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {actions.includes("choose_warehouse") ? (
          <Button size="sm" aria-haspopup="dialog" onClick={() => ask("choose_warehouse")}>
            Choose a warehouse for {orders(count)}
            <span className="sr-only"> of: {about}</span>
          </Button>
        ) : null}
        {actions.includes("retry") ? (
          <Button
            size="sm"
            variant="outline"
            pending={retry.isPending}
            onClick={() => retry.mutate(selection)}
          >
            Retry {orders(count)}
            <span className="sr-only"> of: {about}</span>
          </Button>
        ) : null}
        {actions.includes("dismiss") ? (
          <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={() => ask("dismiss")}>
            Dismiss {orders(count)}
            <span className="sr-only"> of: {about}</span>
          </Button>
        ) : null}
      </div>
      {dialog && asked.action === "choose_warehouse" ? <BulkWarehouse {...dialog} /> : null}
      {dialog && asked.action === "dismiss" ? <BulkDismiss {...dialog} about={about} /> : null}
    </div>
  );
}
