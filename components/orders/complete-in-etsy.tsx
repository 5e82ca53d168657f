import { CopyButton } from "@/components/ui/copy-button";
import { Fact, Facts } from "@/components/ui/facts";
import type { RouterOutputs } from "@/server/trpc/types";

type Parcels = RouterOutputs["orders"]["get"]["parcels"];

/** What a person enters in Etsy's shop manager where the app may not: carrier and number of each parcel. */
export function CompleteInEtsy({ receiptId, parcels }: { receiptId: string; parcels: Parcels }) {
  const open = parcels.filter(
    ({ state, trackingCode }) => state !== "told" && state !== "shown" && trackingCode,
  );
  return (
    <section aria-label="Complete it in Etsy" className="grid gap-3">
      <p>
        In Etsy, open order {receiptId}, choose “Complete order”
        {open.length > 0 ? " and enter what follows" : "; CartonCloud shows no tracking number"}.
        Then press “Mark done by hand”: Etsy is asked whether it is so.
      </p>
      {open.map(({ id, trackingCode, carrier, etsyCarrierName }, index) => {
        const name = carrier ?? etsyCarrierName ?? "Other";
        const which = open.length > 1 ? ` of parcel ${index + 1}` : "";
        return (
          <Facts key={id}>
            <Fact name={`Carrier${which}`}>
              <span className="mr-3">{name}</span>
              <CopyButton text={name} what={`the carrier${which}`} />
            </Fact>
            <Fact name={`Tracking number${which}`}>
              <span className="mr-3 font-mono text-[0.8125rem]">{trackingCode}</span>
              <CopyButton text={trackingCode} what={`the tracking number${which}`} />
            </Fact>
          </Facts>
        );
      })}
    </section>
  );
}
