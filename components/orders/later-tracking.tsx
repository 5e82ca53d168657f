"use client";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { RouterOutputs } from "@/server/trpc/types";
import { useActed } from "./use-acted";

type View = RouterOutputs["orders"]["get"];

/** Tracking that came after the receipt was completed and that Etsy does not know; nothing where there is none. */
export function LaterTracking({ link, parcels, integration, may }: View) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const tell = useMutation(
    trpc.orders.tellLaterParcels.mutationOptions({
      onSuccess: () => say("Etsy is told of the tracking next"),
      onSettled,
    }),
  );
  const untold = parcels.filter(({ state, trackingCode }) => state === "shown" && trackingCode);
  if (link.state !== "completed" || untold.length === 0) return null;
  const codes = untold.map(({ trackingCode }) => trackingCode).join(", ");
  return (
    <Alert
      tone="info"
      title="CartonCloud shows tracking that Etsy does not know"
      actions={
        may.allowed && integration.status !== "deleted" ? (
          <Button
            size="sm"
            variant="outline"
            pending={tell.isPending}
            onClick={() => tell.mutate({ orderLinkId: link.id })}
          >
            Tell Etsy
          </Button>
        ) : undefined
      }
    >
      {tell.error
        ? errorMessage(tell.error)
        : `${codes} came after the receipt was completed. Etsy e-mails the buyer again when it is told.`}
    </Alert>
  );
}
