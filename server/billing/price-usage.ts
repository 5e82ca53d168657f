/** From `fromQuantity` active integrations on, each of them costs `weeklyPriceMinor` a week. */
export type PriceTier = { fromQuantity: number; weeklyPriceMinor: number; currency: string };

/** A tier and the Monday, such as "2026-11-16", from which its price list holds. */
export type PricedFrom = PriceTier & { validFrom: string };

/** An integration and the time that it was billed for; `deletedAt` null while it lives. */
export type Usage = {
  integrationId: string;
  integrationName: string;
  customerId: string;
  customerName: string;
  activatedAt: Date;
  deletedAt: Date | null;
};

/** `from` belongs to the period, `to` does not. */
export type Period = { from: Date; to: Date };

export type StatementLine = Usage & { amountMinor: number };

export type Statement = Period & {
  currency: string;
  /** Integrations that were active at some time of the week. */
  quantity: number;
  /** The tier reached: its price holds from so many integrations on. */
  tierFrom: number;
  /** Price of one without any discount, and at the volume reached. */
  listPriceMinor: number;
  unitPriceMinor: number;
  discountMinor: number;
  totalMinor: number;
  lines: StatementLine[];
};

const collator = new Intl.Collator("en");

const within = ({ activatedAt, deletedAt }: Usage, { from, to }: Period): boolean =>
  activatedAt < to && (deletedAt === null || deletedAt > from);

/** Never empty. */
export type PriceTiers = readonly [PriceTier, ...PriceTier[]];

/** The last tier that a quantity reaches; the lowest one where it reaches none. */
export function tierAt(quantity: number, tiers: PriceTiers): PriceTier {
  const byQuantity = tiers.toSorted((a, b) => a.fromQuantity - b.fromQuantity);
  return byQuantity.findLast((tier) => tier.fromQuantity <= quantity) ?? byQuantity[0] ?? tiers[0];
}

/** The price at a quantity: that of the last tier reached. Amounts are integers in minor units. */
export const unitPrice = (quantity: number, tiers: PriceTiers): number =>
  tierAt(quantity, tiers).weeklyPriceMinor;

/**
 * Prices one week: every integration that was active at some time of it counts as a whole week, and
 * the number of them decides the price of each.
 */
export function priceUsage(week: Period, usage: readonly Usage[], tiers: PriceTiers): Statement {
  const active = usage
    .filter((line) => within(line, week))
    .sort(
      (a, b) =>
        collator.compare(a.customerName, b.customerName) ||
        collator.compare(a.integrationName, b.integrationName) ||
        collator.compare(a.integrationId, b.integrationId),
    );
  const quantity = active.length;
  const listPriceMinor = unitPrice(1, tiers);
  const { fromQuantity: tierFrom, weeklyPriceMinor: unitPriceMinor } = tierAt(quantity, tiers);
  return {
    ...week,
    currency: tiers[0].currency,
    quantity,
    tierFrom,
    listPriceMinor,
    unitPriceMinor,
    discountMinor: quantity * (listPriceMinor - unitPriceMinor),
    totalMinor: quantity * unitPriceMinor,
    lines: active.map((line) => ({ ...line, amountMinor: unitPriceMinor })),
  };
}
