import { randomBytes } from "node:crypto";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { freePort } from "@/scripts/launcher/free-port";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import { startPostgres } from "@/scripts/launcher/postgres";
import { temporaryFolder } from "./temporary-folder";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the migrated, empty database that every test file clones. */
    templateUrl: string;
  }
}

/**
 * Gives the integration tests one server: TEST_DATABASE_URL (its user must be allowed to create
 * databases), or an embedded PostgreSQL in a temporary folder that is removed at the end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startTemporary();
  const template = `template_${randomBytes(6).toString("hex")}`;
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(template)}`;
  const templateUrl = new URL(server.url);
  templateUrl.pathname = `/${template}`;
  await migrateDatabase(templateUrl.href);
  project.provide("templateUrl", templateUrl.href);
  return async () => {
    await admin`drop database if exists ${admin(template)} with (force)`;
    await admin.end();
    await server.stop();
  };
}

async function startTemporary(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = temporaryFolder("integration-tests-");
  const server = await startPostgres({
    dataDir: folder.path,
    port: await freePort(),
    durable: false,
    log: () => {},
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
