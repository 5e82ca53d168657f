import { join } from "node:path";
import { etsyApp } from "@/sandbox/demo";
import type { Ports } from "./ports";
import { readPorts } from "./ports";
import type { Secrets } from "./secrets";

type Environment = Record<string, string | undefined>;

export type Settings = {
  dataDir: string;
  ports: Ports;
  /** Where the console listens; other machines reach it only when a person asks for that. */
  host: string;
  /** What this start brings along; false where the person configured one of their own. */
  embedded: Record<"postgres" | "etsy" | "cartonCloud" | "mailbox" | "runner", boolean>;
  addresses: Record<"app" | "etsy" | "cartonCloud" | "mailbox" | "runner", string>;
  /** The product's environment, all but DATABASE_URL when PostgreSQL is embedded. */
  app: Record<string, string>;
  /** What the CartonCloud stand-in sends as API-Key; the demo organisation accepts it. */
  cartonCloudWebhookKey: string;
};

/** Later wins; an empty value means "not set". */
export function mergeEnvironments(...layers: Environment[]): Record<string, string> {
  const set = layers.flatMap((layer) => Object.entries(layer)).filter(([, value]) => value);
  return Object.fromEntries(set) as Record<string, string>;
}

/**
 * What to start and with which environment, from what the person set (`given`: the process's
 * environment over the file .env) and the secrets kept for whom set none.
 *
 * @throws Error in words when a port is no port.
 */
export function readSettings(
  given: Record<string, string>,
  dataDir: string,
  kept: Secrets,
): Settings {
  const ports = readPorts(given);
  const local = (port: number) => `http://127.0.0.1:${port}`;
  const addresses = {
    app: (given.APP_URL ?? `http://localhost:${ports.PORT}`).replace(/\/$/, ""),
    etsy: local(ports.ETSY_SANDBOX_PORT),
    cartonCloud: local(ports.CARTONCLOUD_SANDBOX_PORT),
    mailbox: local(ports.MAILBOX_PORT),
    runner: local(ports.RUNNER_PORT),
  };
  const own = (...names: string[]) => names.some((name) => given[name]);
  const ownInngest =
    own("INNGEST_BASE_URL", "INNGEST_SIGNING_KEY") ||
    !["0", "false"].includes(given.INNGEST_DEV ?? "0");
  const embedded = {
    postgres: !own("DATABASE_URL"),
    etsy: !own("ETSY_API_URL", "ETSY_AUTHORIZE_URL", "ETSY_TOKEN_URL"),
    cartonCloud: !own("CARTONCLOUD_API_URL"),
    mailbox: !own("SMTP_URL"),
    runner: !ownInngest,
  };
  const defaults: Environment = {
    AUTH_SECRET: kept.AUTH_SECRET,
    ENCRYPTION_KEYS: kept.ENCRYPTION_KEYS,
    DEMO_MODE: "1",
    PULL_INTERVAL_SECONDS: "60",
    DISPATCH_POLL_SECONDS: "60",
    ...(embedded.etsy && {
      ETSY_KEYSTRING: etsyApp.keystring,
      ETSY_SHARED_SECRET: etsyApp.sharedSecret,
      ETSY_WEBHOOK_SECRET: kept.ETSY_WEBHOOK_SECRET,
      ETSY_API_URL: addresses.etsy,
      ETSY_AUTHORIZE_URL: `${addresses.etsy}/oauth/connect`,
      ETSY_TOKEN_URL: `${addresses.etsy}/v3/public/oauth/token`,
    }),
    ...(embedded.cartonCloud && { CARTONCLOUD_API_URL: addresses.cartonCloud }),
    ...(embedded.mailbox && {
      SMTP_URL: `smtp://127.0.0.1:${ports.MAILBOX_SMTP_PORT}`,
      MAIL_FROM: "Self-Managed Integrations <integrations@localhost>",
    }),
    ...(embedded.runner && {
      INNGEST_BASE_URL: addresses.runner,
      INNGEST_SIGNING_KEY: kept.INNGEST_SIGNING_KEY,
      INNGEST_EVENT_KEY: kept.INNGEST_EVENT_KEY,
    }),
  };
  const fixed = {
    APP_URL: addresses.app,
    NEXTAUTH_URL: addresses.app,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  return {
    dataDir,
    ports,
    host: given.LISTEN_HOST ?? "127.0.0.1",
    embedded,
    addresses,
    app: mergeEnvironments(defaults, given, fixed),
    cartonCloudWebhookKey: kept.CARTONCLOUD_WEBHOOK_KEY,
  };
}

/** The folder of one of the parts that keep something. */
export const folderOf = (settings: Settings, part: "postgres" | "sandbox" | "logs"): string =>
  join(settings.dataDir, part);
