import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { seedDemo } from "@/db/seed";
import { startCartonCloudSandbox } from "@/sandbox/cartoncloud/start";
import { etsyApp } from "@/sandbox/demo";
import { startEtsySandbox } from "@/sandbox/etsy/start";
import { startMailbox } from "@/sandbox/mailbox/start";
import { freePort } from "@/scripts/launcher/free-port";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import { startPostgres } from "@/scripts/launcher/postgres";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import type { examine } from "./examine";

/** One fault, and what the doctor says of it. */
export type Planted = {
  /** The checks that find something wrong, and no other does. */
  finds: string[];
  /** A part of what the first of them says. */
  says: RegExp;
  given?: (
    right: Record<string, string>,
  ) => Record<string, string> | Promise<Record<string, string>>;
  options?: Parameters<typeof examine>[1];
  /** Done to the database, and undone. */
  database?: [done: string, undone: string];
};

export type PlantedWorld = Awaited<ReturnType<typeof openPlantedWorld>>;

/** A server that answers everything alike; `aheadMs` is how far its clock is before ours. */
export async function answering(
  answer: { status?: number; body?: string; aheadMs?: number } = {},
): Promise<{ url: string; port: number; close(): void }> {
  const { status = 200, body = "{}", aheadMs = 0 } = answer;
  const server = createServer((_request, response) => {
    response.setHeader("date", new Date(Date.now() + aheadMs).toUTCString());
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, close: () => void server.close() };
}

/**
 * All that the console depends on, and variables with which nothing is wrong. It has a PostgreSQL
 * server of its own, since roles and settings belong to the whole server.
 */
export async function openPlantedWorld() {
  const folder = temporaryFolder("doctor-");
  const port = await freePort();
  const start = () => startPostgres({ dataDir: folder.path, port, durable: false, log: () => {} });
  let server = await start();
  await migrateDatabase(server.url);
  const secret = (bytes = 32) => randomBytes(bytes).toString("base64");
  const ring = `first:${secret()}`;
  await seedDemo({ databaseUrl: server.url, encryptionKeys: ring });
  const dataDir = folder.path;
  const etsy = await startEtsySandbox({ port: 0, dataDir });
  const cartonCloud = await startCartonCloudSandbox({ port: 0, dataDir });
  const mailbox = await startMailbox({ port: 0, smtpPort: 0, dataDir });
  const live = await answering({ body: '{"status":"live"}' });
  const inngest = await answering();

  const run = async (statement: string) => {
    const sql = postgres(server.url, { max: 1, onnotice: () => {} });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  };
  const given = {
    DATABASE_URL: server.url,
    DATABASE_POOL: "10",
    APP_URL: `http://localhost:${live.port}`,
    PORT: `${live.port}`,
    AUTH_SECRET: secret(),
    ENCRYPTION_KEYS: ring,
    ETSY_KEYSTRING: etsyApp.keystring,
    ETSY_SHARED_SECRET: etsyApp.sharedSecret,
    ETSY_WEBHOOK_SECRET: `whsec_${secret(24)}`,
    ETSY_API_URL: etsy.url,
    ETSY_AUTHORIZE_URL: `${etsy.url}/oauth/connect`,
    ETSY_TOKEN_URL: `${etsy.url}/v3/public/oauth/token`,
    CARTONCLOUD_API_URL: cartonCloud.url,
    INNGEST_BASE_URL: inngest.url,
    INNGEST_SIGNING_KEY: randomBytes(32).toString("hex"),
    INNGEST_EVENT_KEY: randomBytes(24).toString("hex"),
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: "Integrations <mail@example.com>",
    METRICS_TOKEN: secret(),
  };
  return {
    given,
    run,
    /** Its settings take effect with the next start. */
    async restartServer() {
      await server.stop();
      server = await start();
    },
    async close() {
      for (const one of [live, inngest]) one.close();
      for (const one of [etsy, cartonCloud, mailbox]) await one.close();
      await server.stop();
      folder.remove();
    },
  };
}
