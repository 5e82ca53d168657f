import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import postgres from "postgres";
import { seedDemo } from "@/db/seed";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import { fromRoot } from "@/scripts/launcher/paths";
import { testEnvironment } from "@/scripts/testing/environment";
import { seedHistory } from "./seed-history";

export type Side = {
  links: number;
  names: readonly string[];
  /** Milliseconds until the answer was there. */
  ask(name: string): Promise<number>;
  close(): Promise<void>;
};

type Told = { names: string[]; ms: number };

/** The next message of the process. @throws Error when it ends instead. */
const told = (child: ChildProcess): Promise<Told> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error("The process that asks has ended."));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as Told);
    });
  });

/** A database of its own with a past of so many order links, and a process that asks it and that Etsy. */
export async function openSide(serverUrl: string, links: number, etsyUrl: string): Promise<Side> {
  const url = new URL(serverUrl);
  url.pathname = `/lists_${links}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(url.pathname.slice(1))}`;
  await admin.end();
  await migrateDatabase(url.href);
  await seedDemo({ databaseUrl: url.href, encryptionKeys: testEnvironment.ENCRYPTION_KEYS });
  const history = await seedHistory(url.href, links);
  const child = fork(fromRoot("bench", "lists", "worker.ts"), {
    execArgv: ["--import", "tsx", "--conditions=react-server"],
    cwd: fromRoot(),
    env: {
      ...process.env,
      ...testEnvironment,
      DATABASE_URL: url.href,
      ETSY_API_URL: etsyUrl,
      ETSY_TOKEN_URL: `${etsyUrl}/v3/public/oauth/token`,
      LOG_LEVEL: "warn",
      BENCH_HISTORY: JSON.stringify(history),
    },
  });
  const { names } = await told(child);
  return {
    links,
    names,
    async ask(name) {
      child.send(name);
      return (await told(child)).ms;
    },
    async close() {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}
