import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { mostConnections } from "./connections";
import type { Env } from "./env";
import { env } from "./env";

export type JobRunner = { name: string; reachable: boolean };

const patienceMs = 800;
const aboutRunner = z.object({ name: z.string().optional(), version: z.string().optional() });

/** Where the Inngest SDK finds its server, by the SDK's own variables. */
export function inngestUrl(
  { INNGEST_BASE_URL, INNGEST_DEV }: Partial<Pick<Env, "INNGEST_BASE_URL" | "INNGEST_DEV">> = env(),
): string {
  if (INNGEST_BASE_URL) return INNGEST_BASE_URL.replace(/\/$/, "");
  if (!INNGEST_DEV || ["0", "false"].includes(INNGEST_DEV)) return "https://api.inngest.com";
  return URL.canParse(INNGEST_DEV) ? INNGEST_DEV.replace(/\/$/, "") : "http://localhost:8288";
}

/** Which server runs the background work, and whether it answers. Waits at most 0.8 s. */
export async function jobRunner(): Promise<JobRunner> {
  const url = inngestUrl();
  const host = new URL(url).host;
  try {
    const response = await fetch(`${url}/dev`, {
      signal: AbortSignal.timeout(patienceMs),
      cache: "no-store",
      redirect: "manual",
    });
    const about = aboutRunner.safeParse(await response.json().catch(() => null)).data;
    const named = about?.name ?? (about?.version ? `Inngest dev server ${about.version}` : null);
    return {
      name: response.ok && named ? `${named} at ${host}` : `Inngest at ${host}`,
      reachable: response.status < 500,
    };
  } catch {
    return { name: `Inngest at ${host}`, reachable: false };
  }
}

/** Whether people are told by mail. Without a mail server their mails are kept until there is one. */
export const mailState = (): string =>
  env().SMTP_URL ? "sent" : "kept; set SMTP_URL and MAIL_FROM to send";

/** Whether the pools of all processes fit into what the server allows; not known where it is not reached. */
export type DatabaseState = { reachable: boolean; roomy: boolean };

/** Asks the database over this process's own pool. Waits at most 0.8 s. */
export async function databaseState(): Promise<DatabaseState> {
  const timeout = new Promise<never>((_resolve, reject) => {
    setTimeout(reject, patienceMs, new Error("The database did not answer in time.")).unref();
  });
  const { DATABASE_POOL, CONSOLE_PROCESSES } = env();
  const most = mostConnections({ pool: DATABASE_POOL, processes: CONSOLE_PROCESSES });
  try {
    const [row] = await Promise.race([
      db().execute<{ allowed: number }>(sql`
        select current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int as allowed`),
      timeout,
    ]);
    return { reachable: true, roomy: most <= (row?.allowed ?? most) };
  } catch {
    return { reachable: false, roomy: true };
  }
}
