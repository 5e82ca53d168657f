import { rmSync } from "node:fs";
import { seedDemo } from "@/db/seed";
import { ensureBuild } from "./build";
import { migrateDatabase } from "./migrate";
import { startService } from "./node-service";
import type { Part } from "./part";
import { startPart } from "./part";
import { startPostgres } from "./postgres";
import type { Progress } from "./progress";
import type { AppMode } from "./service-specs";
import { serviceSpecs } from "./service-specs";
import type { Settings } from "./settings";
import { folderOf } from "./settings";

export type PartName = "postgres" | "etsy" | "cartonCloud" | "mailbox" | "runner" | "app";

export type Stack = {
  databaseUrl: string;
  /** Those that this start brought along. */
  parts: Partial<Record<PartName, Part>>;
};

export type StackStart = {
  stack: Promise<Stack>;
  /** Ends what is running, in order, also in the middle of the start. */
  stop(): Promise<void>;
};

const stopOrder: PartName[] = ["app", "runner", "etsy", "cartonCloud", "mailbox", "postgres"];

/** Starts everything that the settings ask for. Ports are expected to be free. */
export function startStack(settings: Settings, mode: AppMode, progress: Progress): StackStart {
  const abort = new AbortController();
  const begun = new Map<PartName, Promise<Part>>();

  function begin(name: PartName, title: string, start: Parameters<typeof startPart>[1]) {
    if (abort.signal.aborted) throw new Error("Stopped while starting.");
    const part = startPart(title, start);
    begun.set(name, part);
    return part;
  }

  async function start(): Promise<Stack> {
    let databaseUrl = settings.app.DATABASE_URL ?? "";
    if (settings.embedded.postgres)
      databaseUrl = await progress.stage("Database: embedded PostgreSQL", async (detail) => {
        const opened = await openPostgres(settings, progress, (begin_) =>
          begin("postgres", "PostgreSQL", begin_),
        );
        if (opened.adopted) detail("found running, taken over");
        return opened.url;
      });
    await progress.stage("Tables and demo data", async (detail) => {
      const { withheld } = await migrateDatabase(databaseUrl, {
        alone: settings.embedded.postgres,
      });
      if (withheld) detail(`${withheld} waits until every process runs this version`);
      const { ENCRYPTION_KEYS = "" } = settings.app;
      await seedDemo({
        databaseUrl,
        encryptionKeys: ENCRYPTION_KEYS,
        webhookKey: settings.cartonCloudWebhookKey,
      });
    });
    const specs = serviceSpecs(settings, databaseUrl, mode);
    for (const { logFile } of Object.values(specs)) rmSync(logFile, { force: true });
    const launch = (name: keyof typeof specs) =>
      begin(name, specs[name].title, () => startService(specs[name]));
    const { etsy, cartonCloud, mailbox, runner } = settings.embedded;
    if (etsy || cartonCloud || mailbox)
      await progress.stage("Sandboxes of Etsy and CartonCloud, mailbox", async () => {
        await Promise.all([
          etsy && launch("etsy"),
          cartonCloud && launch("cartonCloud"),
          mailbox && launch("mailbox"),
        ]);
      });
    if (!mode.dev)
      await progress.stage("Production build of the console", async (detail) => {
        const environment = specs.app.environment;
        const { signal } = abort;
        const built = await ensureBuild({ ...mode, environment, onStep: detail, signal });
        detail(built ? "done" : "unchanged since the last one");
      });
    await progress.stage(runner ? "Console and job runner" : "Console", async () => {
      await Promise.all([launch("app"), runner && launch("runner")]);
    });
    const parts = [...begun].map(async ([name, part]) => [name, await part] as const);
    return { databaseUrl, parts: Object.fromEntries(await Promise.all(parts)) };
  }

  return {
    stack: start(),
    async stop() {
      abort.abort();
      for (const name of stopOrder) {
        const part = await begun.get(name)?.catch(() => null);
        await part?.stop();
      }
    },
  };
}

async function openPostgres(
  settings: Settings,
  progress: Progress,
  begin: (start: Parameters<typeof startPart>[1]) => Promise<Part>,
): Promise<{ url: string; adopted: boolean }> {
  let first: { url: string; adopted: boolean } | undefined;
  const dataDir = folderOf(settings, "postgres");
  await begin(async () => {
    const port = settings.ports.POSTGRES_PORT;
    const running = await startPostgres({ dataDir, port, log: progress.note });
    first ??= running;
    const exited = running.exited.then(() => `its log: ${dataDir}/postgres.log`);
    return { ...running, exited, lastWords: () => "" };
  });
  if (!first) throw new Error("PostgreSQL gave no address.");
  return first;
}
