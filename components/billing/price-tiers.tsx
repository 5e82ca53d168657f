import { Card } from "@/components/ui/card";
import { formatMoney } from "@/components/ui/money";
import type { RouterOutputs } from "@/server/trpc/types";

type Tiers = RouterOutputs["billing"]["statement"]["tiers"];

export function PriceTiers({ tiers }: { tiers: Tiers }) {
  return (
    <Card title="Price of each integration a week">
      <dl className="grid gap-1">
        {tiers.map((tier) => (
          <div key={tier.fromQuantity} className="flex justify-between gap-3">
            <dt>from {tier.fromQuantity}</dt>
            <dd className="tabular-nums">{formatMoney(tier.weeklyPriceMinor, tier.currency)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-[0.8125rem] text-muted-foreground">
        The price follows the number of integrations active in the week, for all of them.
      </p>
    </Card>
  );
}
