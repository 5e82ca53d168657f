"use client";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button-variants";
import type { ConnectOutcome } from "@/server/integrations/schema";
import { connectChannel, connectWords } from "./connect-words";

/** What the tab shows in which the seller came back from Etsy. The wizard is told at once. */
export function Connected({
  outcome,
  shopName,
  integrationId,
}: {
  outcome: ConnectOutcome;
  shopName: string | null;
  integrationId: string | null;
}) {
  useEffect(() => {
    const channel = new BroadcastChannel(connectChannel);
    channel.postMessage(outcome);
    channel.close();
  }, [outcome]);
  const wizard = integrationId
    ? `/integrations/${integrationId}/configure/authentication`
    : "/integrations";
  if (outcome === "connected")
    return (
      <div className="grid gap-3">
        <CircleCheck aria-hidden className="size-9 text-success" />
        <h1 className="font-semibold text-xl">You can close this tab</h1>
        <p>
          {shopName ? <strong>{shopName}</strong> : "The shop"} is connected. The page that you came
          from knows it already; go on there.
        </p>
        <p className="text-muted-foreground">
          It is closed?{" "}
          <Link href={wizard} className="underline underline-offset-4">
            Go on in this tab
          </Link>
          .
        </p>
      </div>
    );
  const { title, wayOut } = connectWords[outcome];
  return (
    <div className="grid gap-4">
      <h1 className="font-semibold text-xl">The shop was not connected</h1>
      <Alert tone="danger" title={title}>
        {wayOut}
      </Alert>
      <p>You can close this tab and try again on the page that you came from.</p>
      <p>
        <Link className={buttonVariants({ variant: "outline" })} href={wizard}>
          Try again in this tab
        </Link>
      </p>
    </div>
  );
}
