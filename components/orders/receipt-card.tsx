import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { formatMoney } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/server/trpc/types";

type View = RouterOutputs["orders"]["get"];

/** The receipt as Etsy showed it; after the erasure only what names nobody. */
export function ReceiptCard({ link, receipt }: Pick<View, "link" | "receipt">) {
  return (
    <Card title="Receipt in Etsy">
      <Facts>
        <Fact name="Number">
          <span className="tabular-nums">{link.receiptId}</span>
        </Fact>
        <Fact name="Status">{link.receiptStatus}</Fact>
        <Fact name="Placed">
          <RelativeTime at={link.receiptCreatedAt} absolute />
        </Fact>
        {receipt?.paidAt ? (
          <Fact name="Paid">
            <RelativeTime at={receipt.paidAt} absolute />
          </Fact>
        ) : null}
        {link.totalMinor !== null && link.currency ? (
          <Fact name="Value">
            {formatMoney(link.totalMinor, link.currency, link.totalDivisor ?? 100)}
          </Fact>
        ) : null}
        {receipt ? (
          <>
            <Fact name="Recipient">{receipt.name ?? "Not shown by Etsy"}</Fact>
            <Fact name="Address">
              {receipt.address ? (
                <address className="grid not-italic">
                  {receipt.address.map((line) => (
                    <span key={line}>{line}</span>
                  ))}
                </address>
              ) : (
                "Not shown by Etsy"
              )}
              {link.addressEntered ? (
                <span className="text-[0.8125rem] text-muted-foreground">Entered here</span>
              ) : null}
            </Fact>
            {receipt.shippingUpgrade ? (
              <Fact name="Shipping upgrade">{receipt.shippingUpgrade}</Fact>
            ) : null}
            {receipt.isGift ? (
              <Fact name="Gift">
                {receipt.giftWrapped ? "Yes, wrapped" : "Yes, without wrapping"}
              </Fact>
            ) : null}
            {receipt.giftMessage ? <Fact name="Gift message">{receipt.giftMessage}</Fact> : null}
            {receipt.messageFromBuyer ? (
              <Fact name="Buyer's message">{receipt.messageFromBuyer}</Fact>
            ) : null}
            {receipt.shipments.length > 0 ? (
              <Fact name="Shipments in Etsy">
                {receipt.shipments
                  .map(({ carrierName, trackingCode }) =>
                    [carrierName, trackingCode ?? "without tracking"].filter(Boolean).join(" "),
                  )
                  .join(", ")}
              </Fact>
            ) : null}
          </>
        ) : (
          <Fact name="Buyer">
            Erased
            {link.personalDataErasedAt ? (
              <>
                {" "}
                <RelativeTime at={link.personalDataErasedAt} />
              </>
            ) : null}
            . Etsy still has it.
          </Fact>
        )}
      </Facts>
    </Card>
  );
}
