import Link from "next/link";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/components/ui/money";
import type { StatementAnswer } from "./types";

type Tiers = NonNullable<StatementAnswer["price"]>["tiers"];

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
        The price follows the number of integrations active in the week, for all of them.{" "}
        <Link
          href="/settings/prices"
          className="inline-flex min-h-6 items-center underline underline-offset-4 hover:no-underline"
        >
          Price book
        </Link>
      </p>
    </Card>
  );
}
