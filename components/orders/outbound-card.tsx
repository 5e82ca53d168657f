"use client";

import { Why } from "@/components/help/why";
import type { QueryResult } from "@/components/query/use-query";
import { errorMessage } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { RouterOutputs } from "@/server/trpc/types";

type View = RouterOutputs["orders"]["get"];
type Order = RouterOutputs["orders"]["outboundOrder"];

const parcelStates = {
  due: "Etsy is told next",
  sending: "Being told to Etsy",
  told: "Told to Etsy",
  shown: "Came later; Etsy is not told",
} as const;

/** What becomes of a parcel; while its order waits for a person nothing is told. */
const parcelWords = (state: keyof typeof parcelStates, held: boolean) =>
  held && state !== "told" ? "Etsy is not told while the order is held" : parcelStates[state];

function Parcels({ parcels, held }: Pick<View, "parcels"> & { held: boolean }) {
  if (parcels.length === 0) return null;
  return (
    <Fact name="Parcels">
      <ul className="grid gap-1">
        {parcels.map((parcel) => (
          <li key={parcel.id}>
            {parcel.trackingCode ? (
              <>
                {parcel.carrier ?? "Carrier not known"}{" "}
                <span className="font-mono text-[0.8125rem]">{parcel.trackingCode}</span>
              </>
            ) : (
              "Without tracking"
            )}
            <span className="block text-[0.8125rem] text-muted-foreground">
              {parcelWords(parcel.state, held)}
              {parcel.etsyCarrierName && !(held && parcel.state !== "told")
                ? ` as ${parcel.etsyCarrierName}`
                : ""}
              {parcel.toldAt ? (
                <>
                  , <RelativeTime at={parcel.toldAt} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** The outbound order: what is stored here at once, what CartonCloud shows now as it arrives. */
export function OutboundCard({
  link,
  parcels,
  order,
}: Pick<View, "link" | "parcels"> & {
  order: Pick<QueryResult<Order>, "data" | "error" | "refetch"> & { isReading: boolean };
}) {
  const shown = order.data;
  const foreign = !link.outboundOrderId && shown;
  if (!link.outboundOrderId && !foreign && !order.isReading)
    return (
      <Card title="Outbound order in CartonCloud" id="outbound-order">
        <p className="text-muted-foreground">
          {link.state === "skipped" ? "None: the receipt is not imported." : "There is none yet."}
        </p>
      </Card>
    );
  return (
    <Card
      title={
        foreign ? "Another outbound order has this reference" : "Outbound order in CartonCloud"
      }
      description={<Why word="outbound-order">What is it?</Why>}
      id="outbound-order"
    >
      <div className="grid gap-3">
        {order.error ? (
          <Alert
            tone="warning"
            live
            actions={
              <Button size="sm" variant="outline" onClick={() => void order.refetch()}>
                Try again
              </Button>
            }
          >
            {errorMessage(order.error)}
          </Alert>
        ) : null}
        <Facts>
          <Fact name="Number">{shown?.number ?? link.outboundOrderNumber ?? "Not given yet"}</Fact>
          <Fact name="Reference">{shown?.reference ?? link.receiptId}</Fact>
          <Fact name="Status">{shown?.status ?? link.outboundOrderStatus ?? "Not known"}</Fact>
          {link.warehouseName ? <Fact name="Warehouse">{link.warehouseName}</Fact> : null}
          {shown === undefined && order.isReading ? <Skeleton className="h-5 w-48" /> : null}
          {shown?.contactName ? (
            <Fact name="Deliver to">
              {[shown.contactName, shown.address1, shown.postcode].filter(Boolean).join(", ")}
            </Fact>
          ) : null}
          {link.orderCreatedAt ? (
            <Fact name="Created">
              <RelativeTime at={link.orderCreatedAt} absolute />
            </Fact>
          ) : null}
          {link.dispatchedAt ? (
            <Fact name="Dispatched">
              <RelativeTime at={link.dispatchedAt} absolute />
            </Fact>
          ) : null}
          {shown?.errors.length ? <Fact name="Errors">{shown.errors.join(" ")}</Fact> : null}
          <Parcels parcels={parcels} held={link.state === "held"} />
        </Facts>
        {shown === null && link.outboundOrderId ? (
          <Alert tone="warning">CartonCloud does not show this order any more.</Alert>
        ) : null}
      </div>
    </Card>
  );
}
