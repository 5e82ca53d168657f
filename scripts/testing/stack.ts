import { join } from "node:path";
import { ensureBuild, isBuilt } from "@/scripts/launcher/build";
import { readDotEnv } from "@/scripts/launcher/dot-env";
import { freePort } from "@/scripts/launcher/free-port";
import { runningInstance } from "@/scripts/launcher/instance-lock";
import type { Part } from "@/scripts/launcher/part";
import { fromRoot } from "@/scripts/launcher/paths";
import type { Ports } from "@/scripts/launcher/ports";
import { portNames } from "@/scripts/launcher/ports";
import type { Progress } from "@/scripts/launcher/progress";
import { silent } from "@/scripts/launcher/progress";
import { keptSecrets } from "@/scripts/launcher/secrets";
import type { Settings } from "@/scripts/launcher/settings";
import { mergeEnvironments, readSettings } from "@/scripts/launcher/settings";
import type { PartName } from "@/scripts/launcher/stack";
import { startStack as startParts } from "@/scripts/launcher/stack";

export type TestStack = {
  appUrl: string;
  etsyUrl: string;
  cartonCloudUrl: string;
  mailboxUrl: string;
  runnerUrl: string;
  databaseUrl: string;
  /** `kill` resolves once the process is gone; nothing starts it again but `restart`. */
  processes: Record<PartName, Part>;
  stop(): Promise<void>;
};

type StackOptions = {
  /** A folder of its own; a second start on the same one keeps the data. */
  dataDir: string;
  /** Free ones where not given. */
  ports?: Partial<Ports>;
  /** More settings of the product, such as PULL_INTERVAL_SECONDS. */
  environment?: Record<string, string>;
  progress?: Progress;
};

const ofTheProduct =
  /^(APP_URL|AUTH_SECRET|CARTONCLOUD_|DATABASE_|DEMO_MODE|DISPATCH_|ENCRYPTION_KEYS|ETSY_|INNGEST_|LISTEN_HOST|MAIL_FROM|MAILBOX_|NEXT|NODE_ENV|NODE_OPTIONS|PORT$|POSTGRES_|PULL_|RUNNER_|SMTP_|TEST|VITEST)/;

/**
 * Starts what `npm start` starts, by the same code, on ports and data of its own and untouched by a
 * .env file: the production build, both sandboxes, the job runner and PostgreSQL.
 *
 * @throws Error in words when a part does not start; what had started is stopped.
 */
export async function startStack(options: StackOptions): Promise<TestStack> {
  const { progress = silent } = options;
  const { settings, distDir } = await settingsOfTest(options);
  const running = startParts(settings, { dev: false, distDir }, progress);
  try {
    const { databaseUrl, parts } = await running.stack;
    return {
      appUrl: settings.addresses.app,
      etsyUrl: settings.addresses.etsy,
      cartonCloudUrl: settings.addresses.cartonCloud,
      mailboxUrl: settings.addresses.mailbox,
      runnerUrl: settings.addresses.runner,
      databaseUrl,
      processes: parts as Record<PartName, Part>,
      stop: running.stop,
    };
  } catch (problem) {
    await running.stop();
    throw problem;
  }
}

/** Settings of a stack on ports and data of its own, and the folder of its build. */
export async function settingsOfTest({
  dataDir,
  ports: wanted,
  environment,
}: StackOptions): Promise<{ settings: Settings; distDir: string }> {
  const ports = { ...(await freePorts()), ...wanted };
  const portVariables = Object.entries(ports).map(([name, port]) => [name, `${port}`]);
  const given = mergeEnvironments(outsideEnvironment(), Object.fromEntries(portVariables), {
    ...environment,
  });
  const settings = readSettings(given, dataDir, keptSecrets(join(dataDir, "secrets.json")));
  // Next reads .env by itself, but leaves alone what is set, be it to nothing.
  for (const name of Object.keys(readDotEnv(fromRoot(".env")))) settings.app[name] ??= "";
  return { settings, distDir: await distDir() };
}

/** One free port for each part. */
export async function freePorts(): Promise<Ports> {
  const entries = portNames.map(async (name) => [name, await freePort()] as const);
  return Object.fromEntries(await Promise.all(entries)) as Ports;
}

/**
 * Makes the production build that `startStack` starts, unless it is there; for stacks that start at once.
 * @returns its folder, from the project's root. @throws Error with what the build said when it fails
 */
export async function buildConsole(onStep: (step: string) => void): Promise<string> {
  const given = Object.entries(outsideEnvironment()).filter(([, value]) => value !== undefined);
  const environment = Object.fromEntries(given) as Record<string, string>;
  const folder = await distDir();
  await ensureBuild({ distDir: folder, environment, onStep });
  return folder;
}

function outsideEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ofTheProduct.test(name)),
  );
}

// A build must not be replaced under a console that a person is using.
async function distDir(): Promise<string> {
  if (isBuilt(".next")) return ".next";
  return (await runningInstance(fromRoot(".data", "running.json"))) ? ".next-test" : ".next";
}
