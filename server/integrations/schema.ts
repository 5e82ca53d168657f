import { z } from "zod";

/** Step 1, "Initial Configuration". */
export const integrationName = z
  .string()
  .trim()
  .min(1, "Give the integration a name, for example the name of the shop.")
  .max(80, "Keep the name within 80 characters.");

const upperCode = (words: string) =>
  z
    .string()
    .trim()
    .transform((text) => text.toUpperCase())
    .pipe(z.string().regex(/^[A-Z0-9-]{2,6}$/, words));

const orderValue = z
  .number("Write an amount, such as 50.")
  .min(0, "Write an amount of 0 or more.")
  .max(1_000_000, "Write an amount below 1,000,000.");

/** Every condition that is given must hold. Values are in the shop's currency, in whole units. */
export const ruleCondition = z.object({
  countries: z.array(upperCode("Write countries as two letters, such as US.")).max(60).default([]),
  states: z.array(upperCode("Write states by their code, such as CA.")).max(60).default([]),
  shippingUpgrade: z.string().trim().max(120).default(""),
  /** `*` stands for any text; compared without regard to case. */
  skuPattern: z.string().trim().max(80).default(""),
  gift: z.boolean().nullable().default(null),
  valueFrom: orderValue.nullable().default(null),
  valueTo: orderValue.nullable().default(null),
});
export type RuleCondition = z.infer<typeof ruleCondition>;

export const destination = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("warehouse"), warehouseId: z.uuid("Choose where these orders go.") }),
  z.object({ kind: z.literal("leave_out") }),
  z.object({ kind: z.literal("hold") }),
]);
/** Where an order goes: our warehouse row, nowhere at all, or to a person who decides. */
export type Destination = z.infer<typeof destination>;

/** Step 3, "Order Creation". The first rule that matches decides; `otherwise` where none does. */
export const orderCreation = z.object({
  rules: z
    .array(z.object({ when: ruleCondition, destination }))
    .max(50, "Use at most 50 rules.")
    .default([]),
  otherwise: destination,
  importFrom: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("now") }),
    z.object({ kind: z.literal("since"), date: z.iso.date("Choose a date.") }),
  ]),
});
export type OrderCreation = z.infer<typeof orderCreation>;

/** Step 4, "Fulfilment". */
export const fulfilment = z.object({
  /** "Complete Fulfilment through CartonCloud". */
  complete: z.boolean(),
  noteToBuyer: z.string().trim().max(500, "Keep the note within 500 characters.").default(""),
  copyToSeller: z.boolean().default(false),
  withoutTracking: z.object({
    waitHours: z
      .number("Write a number of hours.")
      .int("Use whole hours.")
      .min(0, "Use 0 hours or more.")
      .max(336, "Wait at most 336 hours (two weeks)."),
    afterwards: z.enum(["complete", "hold"]),
  }),
  /** Tracking that comes or changes once the receipt is completed; Etsy e-mails the buyer at each. */
  laterTracking: z.enum(["tell", "show"]).default("tell"),
  /** What the automatic mapping gets wrong: carrier as CartonCloud writes it, Etsy's carrier_name. */
  carriers: z
    .array(
      z.object({
        carrier: z
          .string()
          .trim()
          .min(1, "Write the carrier as CartonCloud does, or remove the row.")
          .max(120, "Keep the carrier within 120 characters."),
        etsyCarrierName: z.string().min(1, "Choose Etsy's name of the carrier.").max(80),
      }),
    )
    .max(100)
    .default([]),
});
export type Fulfilment = z.infer<typeof fulfilment>;

export const defaultFulfilment: Fulfilment = {
  complete: true,
  noteToBuyer: "",
  copyToSeller: false,
  withoutTracking: { waitHours: 24, afterwards: "hold" },
  laterTracking: "tell",
  carriers: [],
};

/** How a press of "Connect" can end. The sentences for people stand with the page that shows them. */
export const connectOutcomes = [
  "connected",
  "denied",
  "expired",
  "used",
  "other_session",
  "different_shop",
  "shop_taken",
  "no_shop",
  "missing_rights",
  "etsy_unavailable",
  "etsy_refused",
] as const;
export type ConnectOutcome = (typeof connectOutcomes)[number];

export const appIds = ["etsy"] as const;
export type AppId = (typeof appIds)[number];

export const ofCustomer = z.object({ customerId: z.uuid() });
export const ofIntegration = z.object({ integrationId: z.uuid() });
export const draftInput = ofCustomer.extend({ app: z.enum(appIds), name: integrationName });
export const renameInput = ofIntegration.extend({ name: integrationName });
export const orderCreationInput = orderCreation.extend({ integrationId: z.uuid() });
export const fulfilmentInput = fulfilment.extend({ integrationId: z.uuid() });
export const removeInput = ofIntegration.extend({
  /** The integration's name as the person typed it, to be sure which one is meant. */
  typedName: z.string().trim(),
});
