import { z } from "zod";

export const regions = ["global", "north_america"] as const;

export const cartonCloudInput = z.object({
  region: z.enum(regions, "Choose the region that your CartonCloud account is in."),
  clientId: z
    .string()
    .trim()
    .min(1, "Enter the client id that CartonCloud shows for the API client.")
    .max(200, "This is too long for a client id."),
  /** Empty keeps the stored one. */
  clientSecret: z.string().trim().max(500, "This is too long for a client secret.").default(""),
});
export type CartonCloudInput = z.infer<typeof cartonCloudInput>;

export const customerAccessInput = z.object({ allow: z.boolean() });

export const configureAccesses = ["organisation", "allowed", "denied"] as const;
export type ConfigureAccess = (typeof configureAccesses)[number];
export const configureAccessInput = z.object({
  customerId: z.uuid(),
  access: z.enum(configureAccesses),
});
export type ConfigureAccessInput = z.infer<typeof configureAccessInput>;

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

export const priceListInput = z.object({
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

export const webhookKeyInput = z.object({ keyId: z.uuid() });
