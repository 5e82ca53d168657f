import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { testEnvironment } from "./environment";

// What a build fixes to false; a test that ends processes sets it to true in them.
Object.assign(globalThis, { FAILPOINTS: false });

// Runs before each test file's imports, so that whatever reads the environment finds the file's
// own database.
const template = new URL(inject("templateUrl"));
const name = `test_${randomBytes(6).toString("hex")}`;
const own = new URL(template);
own.pathname = `/${name}`;
const maintenance = new URL(template);
maintenance.pathname = "/postgres";

await withAdmin(
  (sql) => sql`create database ${sql(name)} template ${sql(template.pathname.slice(1))}`,
);
Object.assign(process.env, testEnvironment, { DATABASE_URL: own.href });

afterAll(() => withAdmin((sql) => sql`drop database if exists ${sql(name)} with (force)`));

async function withAdmin(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(maintenance.href, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
