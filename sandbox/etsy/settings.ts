import { z } from "zod";

/** The knobs of the Etsy stand-in with their defaults. Times in s. */
export function settingsSchema(key: {
  keystring: string;
  sharedSecret: string;
  webhookUrl?: string;
  webhookSecret?: string;
}) {
  return z.strictObject({
    keystring: z.string().min(1).default(key.keystring),
    sharedSecret: z.string().min(1).default(key.sharedSecret),
    /** Redirect addresses on the app besides any http(s)://localhost and 127.0.0.1. */
    redirectUris: z.array(z.string()).default([]),
    /** What a refresh token that was used before gets. */
    refreshMode: z.enum(["single-use", "grace", "reuse-revokes-family"]).default("single-use"),
    graceSeconds: z.int().min(0).default(60),
    accessTokenSeconds: z.int().min(1).default(3600),
    refreshTokenSeconds: z
      .int()
      .min(1)
      .default(90 * 86_400),
    codeSeconds: z.int().min(1).default(300),
    perSecond: z.int().min(1).default(150),
    perDay: z.int().min(1).default(100_000),
    /** Off: 429 comes without retry-after, as seen in 2021. */
    retryAfter: z.boolean().default(true),
    /** On: the header is spelled x-remaining-this-secon, as Etsy's page prints it. */
    shortSecondHeader: z.boolean().default(false),
    /** "live": Paid, as Etsy answers; "contract": paid, as its specification says. */
    statusCasing: z.enum(["live", "contract"]).default("live"),
    /** What posting the same tracking code again does; Etsy documents neither. */
    repeatTracking: z.enum(["second-record", "conflict"]).default("second-record"),
    /** Where paid, canceled and shipped orders are told; empty: nowhere. */
    webhookUrl: z.union([z.literal(""), z.url()]).default(key.webhookUrl ?? ""),
    /** whsec_ and a key in base64, as Etsy's portal shows it. */
    webhookSecret: z.string().default(key.webhookSecret ?? ""),
    webhookDelaySeconds: z.number().min(0).default(0),
    /** How often each message is delivered, under one id. */
    webhookTimes: z.int().min(0).max(50).default(1),
    /** So many messages are kept back and then delivered in reverse; 1 keeps their order. */
    webhookReorder: z.int().min(1).max(50).default(1),
    /** Waits before a message that was not taken is delivered again, s. Their number bounds the tries. */
    webhookRepeatSeconds: z
      .array(z.number().min(0))
      .max(10)
      .default([5, 300, 1800, 7200, 18_000, 36_000, 36_000]),
    /** On: signed with another key, as a stranger would. */
    webhookForged: z.boolean().default(false),
    /** Moves the stand-in's clock, s. */
    clockOffset: z.int().default(0),
  });
}

export type EtsySettings = z.infer<ReturnType<typeof settingsSchema>>;
