import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { seedDemo } from "@/db/seed";
import { ensureBuild } from "@/scripts/launcher/build";
import { freePort } from "@/scripts/launcher/free-port";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import type { ServiceSpec } from "@/scripts/launcher/node-service";
import { startService } from "@/scripts/launcher/node-service";
import type { Part } from "@/scripts/launcher/part";
import { startPart } from "@/scripts/launcher/part";
import { startPostgres } from "@/scripts/launcher/postgres";
import { serviceSpecs } from "@/scripts/launcher/service-specs";
import type { Settings } from "@/scripts/launcher/settings";
import { control } from "@/scripts/testing/control";
import { queryOnce } from "@/scripts/testing/query-once";
import { settingsOfTest } from "@/scripts/testing/stack";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import { startProxy } from "./proxy";

export type App = Part & {
  url: string;
  /** Read at each start: a change takes effect with the next one. */
  environment: Record<string, string>;
};

type Options = {
  /** How many processes of the console. */
  apps: number;
  environment?: Record<string, string>;
  /** Changes how they are started. */
  change?: (spec: ServiceSpec) => ServiceSpec;
  /** Makes tables and demo data, instead of this version's own. @returns the address to use from then on */
  prepare?: (databaseUrl: string, settings: Settings) => Promise<string>;
  /** Folder with bin/ of a PostgreSQL of this machine, instead of the embedded one. */
  binaries?: string;
};

export type Cluster = Awaited<ReturnType<typeof openCluster>>;

const patienceMs = 60_000;

/**
 * Processes of the console behind a proxy, on one PostgreSQL, with the stand-ins and the job runner,
 * on data and ports of its own. The stand-ins keep no limits.
 */
export async function openCluster(options: Options) {
  const folder = temporaryFolder("rehearsal-");
  const { settings, distDir } = await settingsOfTest({
    dataDir: folder.path,
    environment: {
      PULL_INTERVAL_SECONDS: "10",
      DISPATCH_POLL_SECONDS: "10",
      // The proxy notices after three looks, of which each may take a second on a busy machine.
      SHUTDOWN_NOTICE_SECONDS: "5",
      ...options.environment,
    },
  });
  const parts: Part[] = [];
  let close = () => {};
  const stop = async () => {
    for (const part of parts.toReversed()) await part.stop();
    close();
    await database?.stop();
    folder.remove();
  };
  const start = async (spec: ServiceSpec) => {
    const part = await startPart(spec.title, () => startService(spec));
    parts.push(part);
    return part;
  };
  let database: Awaited<ReturnType<typeof startPostgres>> | undefined;
  try {
    database = await startPostgres({
      dataDir: `${folder.path}/postgres`,
      port: await freePort(),
      log: () => {},
      ...(options.binaries && { binaries: options.binaries }),
    });
    const databaseUrl = await (options.prepare ?? prepareDatabase)(database.url, settings);
    await queryOnce(
      databaseUrl,
      (sql) => sql`update cartoncloud_connection set order_posts_per_minute = 600`,
    );
    // What checks the invariants in this process reads the same environment.
    Object.assign(process.env, settings.app, { DATABASE_URL: databaseUrl });
    const specs = serviceSpecs(settings, databaseUrl, { dev: false, distDir });
    await ensureBuild({ distDir, environment: specs.app.environment, onStep: () => {} });
    await Promise.all([start(specs.etsy), start(specs.cartonCloud), start(specs.mailbox)]);
    const proxy = await startProxy(settings.ports.PORT);
    close = proxy.close;
    const addApp = async (change = (spec: ServiceSpec) => spec): Promise<App> => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const spec = change(onPort(specs.app, settings.ports.PORT, port));
      const part = await start(spec);
      proxy.add(url);
      return { ...part, url, environment: spec.environment };
    };
    const apps = await Promise.all(
      Array.from({ length: options.apps }, () => addApp(options.change)),
    );
    const runner = await start(specs.runner);
    const { etsy, cartonCloud } = settings.addresses;
    await control(cartonCloud, "PUT", "/settings", { ordersPerMinute: 0, ordersMinIntervalMs: 0 });
    const untilReady = async (app: App) => {
      const deadline = Date.now() + patienceMs;
      while (!proxy.isReady(app.url)) {
        if (Date.now() > deadline) throw new Error(`${app.title} at ${app.url} is not ready.`);
        await sleep(100);
      }
    };
    await Promise.all(apps.map(untilReady));
    proxy.countAnew();
    return {
      appUrl: settings.addresses.app,
      etsyUrl: etsy,
      cartonCloudUrl: cartonCloud,
      databaseUrl,
      settings,
      folder: folder.path,
      apps,
      addApp,
      runner,
      traffic: proxy.traffic,
      untilReady,
      stop,
    };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/** Tables and demo data of this version. @returns the address that it was given */
export async function prepareDatabase(databaseUrl: string, settings: Settings): Promise<string> {
  await migrateDatabase(databaseUrl);
  await seedDemo({
    databaseUrl,
    encryptionKeys: settings.app.ENCRYPTION_KEYS ?? "",
    webhookKey: settings.cartonCloudWebhookKey,
  });
  return databaseUrl;
}

/** The same process of the console on another port. */
function onPort(spec: ServiceSpec, from: number, to: number): ServiceSpec {
  const moved = (text: string) => text.replace(new RegExp(`\\b${from}\\b`), `${to}`);
  return {
    ...spec,
    title: `The console on port ${to}`,
    args: spec.args.map((argument) => (argument === `${from}` ? `${to}` : argument)),
    environment: { ...spec.environment },
    healthUrl: moved(spec.healthUrl),
    logFile: spec.logFile.replace(/\.log$/, `-${to}.log`),
  };
}
