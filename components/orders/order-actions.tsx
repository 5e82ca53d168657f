"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { onlyLookId } from "@/components/integrations/only-look";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { RouterOutputs } from "@/server/trpc/types";
import { AddressForm } from "./address-form";
import { CompleteInEtsy } from "./complete-in-etsy";
import { holdAction, holdTitle } from "./reason-words";
import { TrackingForm } from "./tracking-form";
import { useActed } from "./use-acted";
import { WarehouseForm } from "./warehouse-form";

type View = RouterOutputs["orders"]["get"];

// Loaded where an order waits for an SKU, whose suggestions are read only then too.
const SkuForm = dynamic(() => import("./sku-form").then((file) => file.SkuForm), {
  ssr: false,
  loading: () => <Skeleton className="h-40" />,
});
// Loaded at the first press.
const DismissDialog = dynamic(() => import("./dismiss-dialog").then((file) => file.DismissDialog), {
  ssr: false,
});

/** The form that answers the hold itself; null where retrying is the answer. */
function Answer({ link, integration, receipt, warehouses, actions, parcels }: View) {
  switch (actions[0]) {
    case "enter_address":
      return (
        <AddressForm
          orderLinkId={link.id}
          name={receipt?.name ?? null}
          countryIso={receipt?.countryIso ?? null}
        />
      );
    case "bind_sku":
      return <SkuForm integrationId={integration.id} orderLinkId={link.id} />;
    case "choose_warehouse":
      return <WarehouseForm orderLinkId={link.id} warehouses={warehouses} />;
    case "enter_tracking":
      return <TrackingForm orderLinkId={link.id} />;
    case "mark_done":
      return <CompleteInEtsy receiptId={link.receiptId} parcels={parcels} />;
    default:
      return null;
  }
}

function useActions({ link, integration }: View) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const retry = useMutation(
    trpc.orders.retry.mutationOptions({
      onSuccess: ({ released }) => released > 0 && say("The order is tried again"),
      onSettled,
    }),
  );
  const adopt = useMutation(
    trpc.orders.adopt.mutationOptions({
      onSuccess: () => say("The outbound order is taken over"),
      onSettled,
    }),
  );
  const done = useMutation(
    trpc.orders.markDone.mutationOptions({
      onSuccess: ({ verified, message }) => verified && say(message),
      onSettled,
    }),
  );
  const latest = [retry, adopt, done].sort((a, b) => b.submittedAt - a.submittedAt)[0];
  const refusal =
    latest === retry
      ? (retry.data?.refused[0]?.why ?? null)
      : latest === done && done.data?.verified === false
        ? done.data.message
        : null;
  const orderLinkId = link.id;
  return {
    retry: () => retry.mutate({ integrationId: integration.id, orderLinkIds: [orderLinkId] }),
    retrying: retry.isPending,
    adopt: () => adopt.mutate({ orderLinkId }),
    adopting: adopt.isPending,
    markDone: () => done.mutate({ orderLinkId }),
    marking: done.isPending,
    error: latest?.error ? errorMessage(latest.error) : refusal,
  };
}

const retryLabel = ({ link }: View): string | null => {
  if (link.personalDataErasedAt) return null;
  if (link.state === "held") return "Retry";
  if (link.state === "received" || link.state === "unknown") return "Try now";
  if (link.state === "skipped" && link.skipReason === "dismissed") return "Import it after all";
  return null;
};

/** What a person can do about an order in its state; nothing where nothing is asked of anyone. */
export function OrderActions({ view }: { view: View }) {
  const { link, may } = view;
  const actions = useActions(view);
  const [dismissing, setDismissing] = useState<boolean | null>(null);
  const held = link.state === "held";
  const open = view.actions;
  const label = retryLabel(view);
  const leftOut =
    link.state === "skipped" && link.skipReason === "left_out" && !link.personalDataErasedAt;
  if (view.integration.status === "deleted" || !(held || leftOut || label)) return null;
  const guard = (act: () => void) =>
    may.allowed
      ? { onClick: act }
      : { "aria-disabled": true as const, "aria-describedby": onlyLookId };
  return (
    <Card
      title={held ? holdTitle(link.holdReason) : "What you can do"}
      description={held ? holdAction(link.holdReason) : undefined}
      className={held ? "border-warning/50" : ""}
    >
      <div className="grid gap-4">
        <Messages detail={link.reasonDetail} />
        {held && may.allowed ? <Answer {...view} /> : null}
        {leftOut && may.allowed ? (
          <WarehouseForm orderLinkId={link.id} warehouses={view.warehouses} />
        ) : null}
        {actions.error ? (
          <Alert tone="danger" live>
            {actions.error}
          </Alert>
        ) : null}
        <div className="flex flex-wrap gap-2">
          {open.includes("adopt") ? (
            <Button pending={actions.adopting} {...guard(actions.adopt)}>
              Adopt the outbound order
            </Button>
          ) : null}
          {label ? (
            <Button variant="outline" pending={actions.retrying} {...guard(actions.retry)}>
              {label}
            </Button>
          ) : null}
          {open.includes("mark_done") ? (
            <Button variant="outline" pending={actions.marking} {...guard(actions.markDone)}>
              Mark done by hand
            </Button>
          ) : null}
          {open.includes("dismiss") ? (
            <Button variant="ghost" {...guard(() => setDismissing(true))}>
              Dismiss
            </Button>
          ) : null}
        </div>
      </div>
      {dismissing === null ? null : (
        <DismissDialog
          orderLinkId={link.id}
          receiptId={link.receiptId}
          open={dismissing}
          onOpenChange={setDismissing}
        />
      )}
    </Card>
  );
}

/** What the other side said, where the hold carries it. */
function Messages({ detail }: { detail: View["link"]["reasonDetail"] }) {
  const { messages, message, missing, productCodes, status } = detail ?? {};
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
  const said = [...texts(messages), ...texts([message])];
  if (texts(missing).length > 0) said.push(`Missing: ${texts(missing).join(", ")}.`);
  if (texts(productCodes).length > 0) said.push(`Left out: ${texts(productCodes).join(", ")}.`);
  if (typeof status === "string" && said.length === 0) said.push(`Etsy says: ${status}.`);
  if (said.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {said.map((one) => (
        <li key={one} className="break-words">
          {one}
        </li>
      ))}
    </ul>
  );
}
