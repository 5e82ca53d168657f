import { join } from "node:path";
import { demoOrganisationId } from "@/db/seed";
import type { ServiceSpec } from "./node-service";
import { fromRoot, nextProgram } from "./paths";
import type { Settings } from "./settings";
import { folderOf } from "./settings";

export type AppMode = { dev: boolean; distDir: string };

/** How each of the node servers is started. */
export function serviceSpecs(
  settings: Settings,
  databaseUrl: string,
  { dev, distDir }: AppMode,
): Record<"etsy" | "cartonCloud" | "mailbox" | "runner" | "app", ServiceSpec> {
  const { ports, addresses, host } = settings;
  const environment = { ...settings.app, DATABASE_URL: databaseUrl };
  const sandbox = { ...environment, SANDBOX_DATA_DIR: folderOf(settings, "sandbox") };
  const logFile = (name: string) => join(folderOf(settings, "logs"), `${name}.log`);
  const typescript = (path: string) => ["--import", "tsx", fromRoot(path)];
  const reachable = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host;
  const appUrl = `http://${reachable}:${ports.PORT}`;
  return {
    etsy: {
      title: "The Etsy sandbox",
      args: typescript("sandbox/etsy/main.ts"),
      environment: {
        ...sandbox,
        ETSY_SANDBOX_PORT: `${ports.ETSY_SANDBOX_PORT}`,
        ETSY_SANDBOX_WEBHOOK_URL: `${appUrl}/api/webhooks/etsy`,
      },
      healthUrl: `${addresses.etsy}/_sandbox/health`,
      logFile: logFile("etsy-sandbox"),
    },
    cartonCloud: {
      title: "The CartonCloud sandbox",
      args: typescript("sandbox/cartoncloud/main.ts"),
      environment: {
        ...sandbox,
        CARTONCLOUD_SANDBOX_PORT: `${ports.CARTONCLOUD_SANDBOX_PORT}`,
        CARTONCLOUD_SANDBOX_WEBHOOK_URL: `${appUrl}/api/webhooks/cartoncloud/${demoOrganisationId}`,
        CARTONCLOUD_SANDBOX_WEBHOOK_KEY: settings.cartonCloudWebhookKey,
      },
      healthUrl: `${addresses.cartonCloud}/_sandbox/health`,
      logFile: logFile("cartoncloud-sandbox"),
    },
    mailbox: {
      title: "The mailbox",
      args: typescript("sandbox/mailbox/main.ts"),
      environment: {
        ...sandbox,
        MAILBOX_PORT: `${ports.MAILBOX_PORT}`,
        MAILBOX_SMTP_PORT: `${ports.MAILBOX_SMTP_PORT}`,
      },
      healthUrl: `${addresses.mailbox}/_sandbox/health`,
      logFile: logFile("mailbox"),
    },
    runner: {
      title: "The job runner",
      args: typescript("scripts/runner/main.ts"),
      environment: {
        ...environment,
        RUNNER_PORT: `${ports.RUNNER_PORT}`,
        RUNNER_APP_URL: `${appUrl}/api/inngest`,
      },
      healthUrl: `${addresses.runner}/health`,
      logFile: logFile("job-runner"),
    },
    app: {
      title: "The console",
      args: [nextProgram, dev ? "dev" : "start", "-p", `${ports.PORT}`, "-H", host],
      environment: {
        ...environment,
        ...(dev ? {} : { NODE_OPTIONS: withHeapLimit(settings.app.NODE_OPTIONS) }),
        NODE_ENV: dev ? "development" : "production",
        NEXT_DIST: distDir,
      },
      healthUrl: `${appUrl}/api/health?live`,
      logFile: logFile("console"),
      visible: dev,
    },
  };
}

/**
 * Options of Node with the limit that `Dockerfile` and `deploy/systemd` set too. A heap that may take 2 GB or more
 * is let grow to four times what lives in it before it is cleared; docs/bench.md has both numbers.
 */
function withHeapLimit(given = ""): string {
  return /--max[-_]old[-_]space/.test(given) ? given : `${given} --max-old-space-size=1024`.trim();
}
