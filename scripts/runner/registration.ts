import { z } from "zod";

const limits = { key: z.string().optional(), limit: z.number().int().nonnegative() };
const concurrency = z.strictObject({
  ...limits,
  scope: z.enum(["fn", "env", "account"]).optional(),
});

/**
 * One function as the SDK registers it. Strict on purpose: an option that is not known here would
 * be ignored, and a function would run without the limit that its author wrote.
 * Source: Inngest SDK specification, 4.3.2.
 */
export const registeredFunction = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string().min(1), expression: z.string().optional() }),
      z.strictObject({ cron: z.string(), jitter: z.string().optional() }),
    ]),
  ),
  steps: z.strictObject({
    step: z.strictObject({
      id: z.string(),
      name: z.string(),
      runtime: z.strictObject({ type: z.literal("http"), url: z.url() }),
      retries: z.strictObject({ attempts: z.number().int().min(0).max(20).optional() }).optional(),
    }),
  }),
  idempotency: z.string().optional(),
  concurrency: z
    .union([z.number().int().nonnegative(), concurrency, z.array(concurrency).min(1).max(2)])
    .optional(),
  throttle: z
    .strictObject({ ...limits, period: z.string(), burst: z.number().int().min(1).optional() })
    .optional(),
  rateLimit: z.strictObject({ ...limits, period: z.string() }).optional(),
  debounce: z
    .strictObject({
      key: z.string().optional(),
      period: z.string(),
      timeout: z.string().optional(),
    })
    .optional(),
  singleton: z
    .strictObject({ key: z.string().optional(), mode: z.enum(["skip", "cancel"]) })
    .optional(),
  batchEvents: z
    .strictObject({
      maxSize: z.number().int().min(1).max(100),
      timeout: z.string(),
      key: z.string().optional(),
      if: z.string().optional(),
    })
    .optional(),
  priority: z.strictObject({ run: z.string().optional() }).optional(),
  cancel: z
    .array(
      z.strictObject({
        event: z.string().min(1),
        if: z.string().optional(),
        timeout: z.string().optional(),
      }),
    )
    .optional(),
  timeouts: z
    .strictObject({ start: z.string().optional(), finish: z.string().optional() })
    .optional(),
});

/** A function as registered. */
export type RegisteredFunction = z.infer<typeof registeredFunction>;

/** What both ways of registering have in common: the app's name and its functions. */
export const registration = z.looseObject({
  appName: z.string().optional(),
  app_id: z.string().optional(),
  functions: z.array(z.unknown()),
});
