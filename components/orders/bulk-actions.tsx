"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";
import { BulkDismiss } from "./bulk-dismiss";
import type { Bulk } from "./bulk-selection";
import { BulkWarehouse } from "./bulk-warehouse";
import { orders, outcomeWords } from "./outcome-words";
import { useActed } from "./use-acted";

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
  const [asking, setAsking] = useState<{ action: HoldAction; bulk: Bulk } | null>(null);
  const retry = useMutation(
    trpc.orders.retryHeld.mutationOptions({
      onSuccess: (outcome) =>
        toast({ title: outcomeWords(outcome, { one: "is tried again", many: "are tried again" }) }),
      onSettled,
    }),
  );
  const { count, ...selection } = bulk;
  const ask = (action: HoldAction) => setAsking({ action, bulk });
  const dialog = (action: HoldAction) => ({
    bulk: asking?.bulk ?? bulk,
    open: asking?.action === action,
    onOpenChange: (open: boolean) => {
      if (!open) setAsking(null);
    },
  });
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
      {actions.includes("choose_warehouse") ? (
        <BulkWarehouse {...dialog("choose_warehouse")} />
      ) : null}
      {actions.includes("dismiss") ? <BulkDismiss {...dialog("dismiss")} about={about} /> : null}
    </div>
  );
}
