"use client";
import { OnlyLook } from "@/components/integrations/only-look";
import { useIsReading, useLoadedQuery, useQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/server/trpc/types";
import { EditsNote } from "./edits-note";
import { EraseCard } from "./erase-card";
import { LaterTracking } from "./later-tracking";
import { LinesTable } from "./lines-table";
import { OrderActions } from "./order-actions";
import { OutboundCard } from "./outbound-card";
import { holdTitle, skipTitle } from "./reason-words";
import { ReceiptCard } from "./receipt-card";
import { StateBadge } from "./state-badge";
import { Timeline } from "./timeline";

/** How often the order is read again while it is looked at, in milliseconds. */
const pollMs = 5000;
/** How often CartonCloud itself is asked meanwhile, in milliseconds. */
const orderPollMs = 30_000;

type View = RouterOutputs["orders"]["get"];

function inWords({ link, integration }: View): string {
  if (integration.status === "deleted" && !["completed", "skipped"].includes(link.state))
    return "Nothing more happens with it here.";
  switch (link.state) {
    case "held":
      return `${holdTitle(link.holdReason)}.`;
    case "skipped":
      return `${skipTitle(link.skipReason)}.`;
    case "received":
      return "Its outbound order is created next.";
    case "creating":
      return "Its outbound order is being created.";
    case "unknown":
      return "CartonCloud's answer was lost. It is searched for before anything is sent again.";
    case "created":
      return link.lastError
        ? `The warehouse has it. CartonCloud was asked for it and answered: ${link.lastError}`
        : "The warehouse has it.";
    case "dispatched":
      if (link.lastError) return link.lastError;
      return link.trackingAwaitedSince ? "It waits for tracking." : "Etsy is told next.";
    case "completed":
      return "Nothing is left to do.";
  }
}

function Notes({ link, integration, receipt }: View) {
  const open = !["completed", "skipped"].includes(link.state);
  return (
    <>
      {link.stopShipAt && !link.dispatchedAt && open ? (
        <Alert tone="danger" title="Canceled or refunded in Etsy after the order was created">
          Etsy reported it <RelativeTime at={link.stopShipAt} />. Nothing was changed in
          CartonCloud: ask the warehouse to stop the order if that is what the customer wants.
        </Alert>
      ) : null}
      {receipt?.edits ? <EditsNote edits={receipt.edits} /> : null}
      {open && integration.status !== "active" ? (
        <Alert tone="info">
          {integration.status === "deleted"
            ? "This integration is deleted: the order stays as it is, and Etsy is told nothing more."
            : "Nothing moves while the integration is not active; its orders go on when it is."}
        </Alert>
      ) : null}
    </>
  );
}

/** One receipt and what became of it. */
export function OrderPage({
  integrationId,
  orderLinkId,
}: {
  integrationId: string;
  orderLinkId: string;
}) {
  const trpc = useTRPC();
  const { data: view } = useLoadedQuery({
    ...trpc.orders.get.queryOptions({ integrationId, orderLinkId }),
    refetchInterval: pollMs,
  });
  const { link, receipt, integration, customer } = view;
  const shown = {
    ...trpc.orders.outboundOrder.queryOptions({ orderLinkId }),
    refetchInterval: orderPollMs,
    enabled: link.outboundOrderId !== null || link.holdReason === "reference_taken",
  };
  const order = { ...useQuery(shown), isReading: useIsReading(shown) };
  return (
    <>
      <PageHeader
        title={`Receipt ${link.receiptId}`}
        badge={<StateBadge state={link.state} />}
        description={inWords(view)}
        trail={[
          { label: "Self-Managed Integrations", href: "/integrations" },
          { label: customer.name, href: `/integrations/customers/${customer.id}` },
          { label: integration.name, href: `/integrations/${integration.id}` },
        ]}
      />
      <OnlyLook may={view.may} />
      <div className="grid gap-4">
        <Notes {...view} />
        <LaterTracking {...view} />
        <OrderActions view={view} />
        <div className="grid gap-4 lg:grid-cols-2">
          <ReceiptCard link={link} receipt={receipt} />
          <OutboundCard link={link} parcels={view.parcels} order={order} />
        </div>
        {receipt ? (
          <Card title="Line by line" flush>
            <LinesTable lines={receipt.lines} items={order.data?.items ?? null} />
          </Card>
        ) : null}
        <Card title="Timeline">
          <Timeline events={view.timeline} />
        </Card>
        <EraseCard {...view} />
      </div>
    </>
  );
}
