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

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
};

export const detailsInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter the name of your organisation.")
    .max(200, "Use a name of at most 200 characters."),
  timeZone: z
    .string()
    .refine(
      (name) => name.length <= 64 && /^[A-Za-z]/.test(name) && isTimeZone(name),
      "Choose a time zone from the list.",
    ),
});
export type DetailsInput = z.infer<typeof detailsInput>;

export const customerAccessInput = z.object({ allow: z.boolean() });

export const secondFactorInput = z.object({ required: z.boolean() });

export const configureAccesses = ["organisation", "allowed", "denied"] as const;
export type ConfigureAccess = (typeof configureAccesses)[number];
export const configureAccessInput = z.object({
  customerId: z.uuid(),
  access: z.enum(configureAccesses),
});
export type ConfigureAccessInput = z.infer<typeof configureAccessInput>;

export const webhookKeyInput = z.object({ keyId: z.uuid() });
