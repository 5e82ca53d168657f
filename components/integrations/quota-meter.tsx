import type { RouterOutputs } from "@/server/trpc/types";

type Quota = RouterOutputs["integrations"]["get"]["quota"];

const number = new Intl.NumberFormat("en");

/** How many of the day's calls to Etsy are left for all shops together, and what this one used. */
export function QuotaMeter({ quota }: { quota: Quota }) {
  const { limitPerDay, remaining, reserved, scarceBelow, usedByShop, parkedSeconds, stretch } =
    quota;
  const left = `${number.format(remaining)} of ${number.format(limitPerDay)} left today`;
  return (
    <span className="grid gap-1">
      <meter
        className="w-full"
        min={0}
        max={limitPerDay}
        low={reserved}
        high={scarceBelow}
        optimum={limitPerDay}
        value={remaining}
        aria-label={left}
      />
      <span className="text-[0.8125rem] text-muted-foreground">
        {left}, shared by all shops; {number.format(usedByShop)} used by this one.
        {stretch >= 1.1
          ? ` The day's calls would not last for all shops at their usual rhythm, so each is read ${stretch.toFixed(1)} times more seldom.`
          : ""}
        {parkedSeconds > 0
          ? ` Etsy asked this shop to wait for ${Math.ceil(parkedSeconds / 60)} more minutes.`
          : ""}
      </span>
    </span>
  );
}
