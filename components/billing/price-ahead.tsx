import { formatMoney } from "@/components/ui/money";
import { formatDay } from "./format-week";
import type { PriceAhead } from "./types";

const money = ({ currency }: PriceAhead, minor: number) => formatMoney(minor, currency);

/** What all integrations of the organisation come to, for admins: before and after the step. */
function AllOfThem({ before, after }: { before: PriceAhead; after: PriceAhead }) {
  if (!before.all || !after.all) return null;
  const { quantity, unitPriceMinor } = after.all;
  const price = money(after, unitPriceMinor);
  const total = <strong>{money(after, after.all.totalMinor)} per week</strong>;
  return (
    <p>
      From the week of {formatDay(after.monday)} on,{" "}
      {quantity === 0 ? (
        <>no integration is left to pay for: {total}</>
      ) : quantity === 1 ? (
        <>1 integration comes to {total}</>
      ) : (
        <>
          {quantity} integrations at {price} each come to {total}
        </>
      )}{" "}
      instead of {money(before, before.all.totalMinor)}.
      {quantity > 0 && before.all.quantity > 0 && before.all.unitPriceMinor !== unitPriceMinor
        ? ` The price of each changes from ${money(before, before.all.unitPriceMinor)}, for all of them.`
        : null}
    </p>
  );
}

/** What “Finish” begins to cost. */
export function PriceOfFinish({
  price,
}: {
  price: { thisWeek: PriceAhead; nextWeek: PriceAhead; without: PriceAhead };
}) {
  const { thisWeek, nextWeek, without } = price;
  return (
    <div className="grid gap-1">
      <p>
        “Finish” makes the integration active: it{" "}
        {nextWeek.priceMinor === null ? (
          "is billed by the week"
        ) : (
          <>
            costs <strong>{money(nextWeek, nextWeek.priceMinor)} per week</strong>
          </>
        )}{" "}
        until it is deleted, and pulls orders from then on. The running week, until{" "}
        {formatDay(thisWeek.sunday)}, is charged in full
        {thisWeek.priceMinor === null ? null : `: ${money(thisWeek, thisWeek.priceMinor)}`}.
      </p>
      <AllOfThem before={without} after={nextWeek} />
    </div>
  );
}

/** What deleting ends, as items of a list. */
export function PriceOfDelete({
  price,
}: {
  price: { thisWeek: PriceAhead | null; nextWeek: PriceAhead; without: PriceAhead } | undefined;
}) {
  if (!price?.thisWeek)
    return <li>Billing stops; the running week is the last one that is charged.</li>;
  const { thisWeek, nextWeek, without } = price;
  return (
    <li>
      Billing stops; the running week is the last one that is charged: it ends on{" "}
      {formatDay(thisWeek.sunday)} and{" "}
      {thisWeek.priceMinor === null
        ? "is charged in full."
        : `costs ${money(thisWeek, thisWeek.priceMinor)} in full.`}
      <AllOfThem before={nextWeek} after={without} />
    </li>
  );
}
