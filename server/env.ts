import "server-only";
import { z } from "zod";

const keyRing = z.string({ error: "is missing" }).transform((text, context) => {
  const keys = text.split(",").map((entry) => {
    const [id, base64] = entry.trim().split(":");
    return { id: id ?? "", key: Buffer.from(base64 ?? "", "base64") };
  });
  if (keys.some(({ id, key }) => !/^[\w-]{1,32}$/.test(id) || key.length !== 32))
    context.addIssue({
      code: "custom",
      message:
        "must be a comma-separated list of id:base64key, each key 32 bytes (make one with: openssl rand -base64 32)",
    });
  return keys;
});

function whole(least: number, most: number, fallback: number) {
  const must = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(must).int(must).min(least, must).max(most, must).default(fallback);
}

const address = (fallback: string) =>
  z
    .url(`must be an address such as ${fallback}`)
    .default(fallback)
    .transform((url) => url.replace(/\/$/, ""));

const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

const variables = z.object({
  DATABASE_URL: z
    .string({ error: "is missing; npm start sets it to the embedded database" })
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
  APP_URL: address("http://localhost:3000"),
  AUTH_SECRET: z
    .string({ error: "is missing" })
    .min(32, "must have at least 32 characters (make one with: openssl rand -base64 32)"),
  ENCRYPTION_KEYS: keyRing,
  ETSY_KEYSTRING: z.string({ error: "is missing" }).min(1),
  ETSY_SHARED_SECRET: z.string({ error: "is missing" }).min(1),
  ETSY_WEBHOOK_SECRET: z.string().optional(),
  ETSY_API_URL: address("https://openapi.etsy.com"),
  ETSY_AUTHORIZE_URL: address("https://www.etsy.com/oauth/connect"),
  ETSY_TOKEN_URL: address("https://api.etsy.com/v3/public/oauth/token"),
  CARTONCLOUD_API_URL: address("https://api.cartoncloud.com"),
  /** Not set: mails are kept until it is. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/?#]/, "must begin with smtp:// or smtps:// and name a mail server")
    .refine((url) => URL.canParse(url), "is not an address")
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/,
      "must be an address such as Integrations <mail@example.com>",
    )
    .optional(),
  /** How many proxies before this server add the address they were asked from to X-Forwarded-For. */
  TRUSTED_PROXIES: whole(0, 10, 0),
  OIDC_ISSUER: z
    .url("must be the address of the identity provider, such as https://login.example.com")
    .refine(
      (url) => /^(https:|http:\/\/(localhost|127\.0\.0\.1)[:/])/.test(`${url}/`),
      "must begin with https://",
    )
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What the button on the sign-in page calls the provider. */
  OIDC_NAME: z.string().max(60, "must be at most 60 characters").default("single sign-on"),
  INNGEST_DEV: z.string().optional(),
  INNGEST_BASE_URL: z.string().optional(),
  INNGEST_SERVE_ORIGIN: z.string().optional(),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** Lets demo accounts sign in and shows which job runner is at work. Never set it in production. */
  DEMO_MODE: z
    .enum(["0", "1"], "must be 1 or not set")
    .default("0")
    .transform((flag) => flag === "1"),
  DATABASE_POOL: whole(2, 100, 10),
  /** How many processes of the console share the database. */
  CONSOLE_PROCESSES: whole(1, 200, 1),
  /** How long requests are still taken after SIGTERM, while readiness already fails. */
  SHUTDOWN_NOTICE_SECONDS: whole(0, 120, 0),
  /** How long requests and steps under way get after that. */
  SHUTDOWN_SECONDS: whole(1, 600, 20),
  PULL_INTERVAL_SECONDS: whole(5, 86_400, 300),
  DISPATCH_POLL_SECONDS: whole(5, 86_400, 300),
  /** Opens /api/metrics to who has it; not set: there is no such page. */
  METRICS_TOKEN: z
    .string()
    .min(24, "must have at least 24 characters (make one with: openssl rand -base64 32)")
    .optional(),
  /** Where traces are sent to by OTLP over HTTP; not set: none are made. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url("must be the address of an OpenTelemetry collector, such as http://localhost:4318")
    .optional(),
  /** Sent along to the collector, such as the key of who runs it. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,]+=[^,]+(,[^=,]+=[^,]+)*$/, "must be a comma-separated list of name=value")
    .transform((text) =>
      Object.fromEntries(text.split(",").map((pair) => pair.trim().split(/=(.*)/s).slice(0, 2))),
    )
    .pipe(z.record(z.string(), z.string()))
    .optional(),
  /** Set by Vercel on its own machines. */
  VERCEL: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).optional(),
});

/** Every name that the product reads from its environment. */
export const variableNames = Object.keys(variables.shape);

const oidc = { OIDC_ISSUER: true, OIDC_CLIENT_ID: true, OIDC_CLIENT_SECRET: true } as const;

const schema = variables
  .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, {
    path: ["MAIL_FROM"],
    message:
      "is missing; with SMTP_URL set, mails need a sender such as Integrations <mail@example.com>",
    // Also beside other faults, so that one start tells them all.
    when: ({ value }) =>
      variables.pick({ SMTP_URL: true, MAIL_FROM: true }).safeParse(value).success,
  })
  .superRefine((given, context) => {
    const missing = (Object.keys(oidc) as (keyof typeof oidc)[]).filter((name) => !given[name]);
    if (missing.length === 0 || missing.length === 3) return;
    for (const name of missing)
      context.addIssue({
        code: "custom",
        path: [name],
        message:
          "is missing; single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together",
      });
  });

export type Env = z.infer<typeof schema>;

/** What is wrong with one variable, as the end of a sentence that begins with its name. */
export type VariableFault = { name: string; message: string };

/** An empty value in a file of settings means "not set". */
const withoutEmpty = (given: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));

/** The variables that are right, as the product takes them, and what is wrong with the others. */
export function readVariables(given: Record<string, string | undefined>): {
  values: Partial<Env>;
  faults: VariableFault[];
} {
  const set = withoutEmpty(given);
  const parsed = schema.safeParse(set);
  if (parsed.success) return { values: parsed.data, faults: [] };
  const faults = parsed.error.issues.map(({ path, message }) => ({
    name: path.join("."),
    message,
  }));
  const right = Object.entries(variables.shape).flatMap(([name, variable]) => {
    const own = variable.safeParse(set[name]);
    return own.success ? [[name, own.data]] : [];
  });
  return { values: Object.fromEntries(right), faults };
}

let known: Env | undefined;

/**
 * The validated environment; read once. The only reader of process.env.
 * @throws Error whose message names every variable that is wrong and what it must be.
 */
export function env(): Env {
  if (known) return known;
  const parsed = schema.safeParse(withoutEmpty(process.env));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The environment is not complete:\n${lines.join("\n")}\nSee .env.example.`);
  }
  known = parsed.data;
  return known;
}

/** What is logged at least; known also where the environment is not complete, so that this can be told. */
export function logLevel(): (typeof logLevels)[number] {
  const { LOG_LEVEL, NODE_ENV } = process.env;
  const usual = NODE_ENV === "test" ? "silent" : NODE_ENV === "development" ? "debug" : "info";
  return logLevels.find((level) => level === LOG_LEVEL) ?? usual;
}
