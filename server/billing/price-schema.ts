import { z } from "zod";

/** Currencies with two decimals, which price lists may be in. */
export const currencies = ["USD", "AUD", "CAD", "EUR", "GBP", "NZD"] as const;

/** A price as people write it, such as "10" or "8.50"; becomes minor units. */
const price = z
  .string()
  .trim()
  .regex(/^\d{1,5}([.,]\d{1,2})?$/, "Write a price such as 10.00.")
  .transform((text) => {
    const [whole, decimals = ""] = text.replace(",", ".").split(".");
    return Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  });

/** A Monday of the organisation's calendar; without it the running week's. */
const validFrom = z.iso.date("A price list begins on a Monday, such as 2026-11-30.").optional();

export const priceListInput = z.object({
  validFrom,
  currency: z.enum(currencies, "Choose a currency."),
  tiers: z
    .array(
      z.object({
        fromQuantity: z.coerce
          .number({ error: "Write a number of integrations." })
          .int("Use a whole number of integrations.")
          .min(1, "Start at 1 or more integrations.")
          .max(100_000, "This is more integrations than there can be."),
        weeklyPrice: price,
      }),
    )
    .min(1, "Keep at least one price.")
    .max(20, "Use at most 20 prices.")
    .refine((tiers) => tiers[0]?.fromQuantity === 1, {
      path: [0, "fromQuantity"],
      message: "The first price counts from 1 integration.",
    })
    .superRefine((tiers, context) => {
      for (const [index, tier] of tiers.entries())
        if (index > 0 && tier.fromQuantity <= (tiers[index - 1]?.fromQuantity ?? 0))
          context.addIssue({
            code: "custom",
            path: [index, "fromQuantity"],
            message: "Each price must count from more integrations than the one before it.",
          });
    }),
});
export type PriceListInput = z.output<typeof priceListInput>;

export const removePriceListInput = z.object({ validFrom: z.iso.date() });

export const passOnInput = z.object({
  customerId: z.uuid(),
  validFrom,
  /** Empty: the customer is charged what the organisation pays. */
  weeklyPrice: z.union([
    z
      .string()
      .trim()
      .length(0)
      .transform(() => null),
    price,
  ]),
});
export type PassOnInput = z.output<typeof passOnInput>;

export const showBillingInput = z.object({ show: z.boolean() });
