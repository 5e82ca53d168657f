import { Fact, Facts } from "@/components/ui/facts";
import { formatMoney } from "@/components/ui/money";
import type { StatementAnswer } from "./types";

/** What a week comes to, with its corrections. */
export function StatementFacts({ answer }: { answer: StatementAnswer }) {
  const { total, price, corrections, currency } = answer;
  const money = (minor: number) => formatMoney(minor, currency);
  const corrected = corrections.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const passedOn = corrections.reduce((sum, { passOnMinor }) => sum + (passOnMinor ?? 0), 0);
  return (
    <Facts>
      <Fact name="Integrations">{total.quantity}</Fact>
      {price ? (
        <Fact name="Price of each">
          {money(price.unitPriceMinor)} a week, from {price.tierFrom} on
        </Fact>
      ) : null}
      {price && price.discountMinor > 0 ? (
        <Fact name="Volume discount">
          {money(-price.discountMinor)} against the price of {money(price.listPriceMinor)}
        </Fact>
      ) : null}
      {corrections.length > 0 ? (
        <>
          <Fact name="As closed">{money(total.amountMinor)}</Fact>
          <Fact name="Corrections">{money(corrected)}</Fact>
        </>
      ) : null}
      <Fact name="Total">
        <strong className="tabular-nums">{money(total.amountMinor + corrected)}</strong>
      </Fact>
      {total.passOnMinor === null ? null : (
        <>
          <Fact name="Charged to customers">{money(total.passOnMinor + passedOn)}</Fact>
          <Fact name="Margin">
            {money(total.passOnMinor + passedOn - total.amountMinor - corrected)}
          </Fact>
        </>
      )}
    </Facts>
  );
}
