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
  /** Price of one without any discount, and at the volume reached. */
  listPriceMinor: number;
  unitPriceMinor: number;
  discountMinor: number;
  totalMinor: number;
  lines: StatementLine[];
};

const within = ({ activatedAt, deletedAt }: Usage, { from, to }: Period): boolean =>
  activatedAt < to && (deletedAt === null || deletedAt > from);

/** The price at a quantity: that of the last tier reached. Amounts are integers in minor units. */
export function unitPrice(quantity: number, tiers: readonly [PriceTier, ...PriceTier[]]): number {
  const [first, ...others] = [...tiers].sort((a, b) => a.fromQuantity - b.fromQuantity);
  let price = first?.weeklyPriceMinor ?? 0;
  for (const tier of others) if (tier.fromQuantity <= quantity) price = tier.weeklyPriceMinor;
  return price;
}

/**
 * Prices one week: every integration that was active at some time of it counts as a whole week, and
 * the number of them decides the price of each.
 */
export function priceUsage(
  week: Period,
  usage: readonly Usage[],
  tiers: readonly [PriceTier, ...PriceTier[]],
): Statement {
  const active = usage
    .filter((line) => within(line, week))
    .sort(
      (a, b) =>
        a.customerName.localeCompare(b.customerName, "en") ||
        a.integrationName.localeCompare(b.integrationName, "en") ||
        a.integrationId.localeCompare(b.integrationId),
    );
  const quantity = active.length;
  const listPriceMinor = unitPrice(1, tiers);
  const unitPriceMinor = unitPrice(quantity, tiers);
  return {
    ...week,
    currency: tiers[0].currency,
    quantity,
    listPriceMinor,
    unitPriceMinor,
    discountMinor: quantity * (listPriceMinor - unitPriceMinor),
    totalMinor: quantity * unitPriceMinor,
    lines: active.map((line) => ({ ...line, amountMinor: unitPriceMinor })),
  };
}

/** The part of a statement that concerns some customers, at the prices of the whole. */
export function statementFor(
  statement: Statement,
  concerns: (customerId: string) => boolean,
): Statement {
  const lines = statement.lines.filter(({ customerId }) => concerns(customerId));
  const quantity = lines.length;
  return {
    ...statement,
    lines,
    quantity,
    discountMinor: quantity * (statement.listPriceMinor - statement.unitPriceMinor),
    totalMinor: quantity * statement.unitPriceMinor,
  };
}
