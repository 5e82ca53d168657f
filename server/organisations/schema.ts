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

export const secondFactorInput = z.object({ required: z.boolean() });

export const configureAccesses = ["organisation", "allowed", "denied"] as const;
export type ConfigureAccess = (typeof configureAccesses)[number];
export const configureAccessInput = z.object({
  customerId: z.uuid(),
  access: z.enum(configureAccesses),
});
export type ConfigureAccessInput = z.infer<typeof configureAccessInput>;

export const webhookKeyInput = z.object({ keyId: z.uuid() });
