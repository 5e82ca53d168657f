import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyRow } from "@/db/row-scope";
import { seedDemo } from "@/db/seed";
import { freePort } from "@/scripts/launcher/free-port";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import { fromRoot } from "@/scripts/launcher/paths";
import type { RunningPostgres } from "@/scripts/launcher/postgres";
import { startPostgres } from "@/scripts/launcher/postgres";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import { giveToOwner, loseDatabase } from "./owner";
import {
  dump,
  dumpEnvironment,
  dumpOptions,
  findPostgresTools,
  restore,
  restoreOptions,
} from "./postgres-tools";

it("the guide names the commands that are rehearsed", () => {
  const guide = readFileSync(fromRoot("docs/operations/backup.md"), "utf8");
  const [backUp = "", fill = ""] = ["pg_dump --", "pg_restore --"].map((program) =>
    guide.split("\n").find((line) => line.includes(program)),
  );
  for (const option of dumpOptions) expect(backUp).toContain(option);
  expect(backUp).toContain(`PGOPTIONS="${dumpEnvironment.PGOPTIONS}"`);
  for (const option of restoreOptions) expect(fill).toContain(option);
});

const tools = findPostgresTools();
if ("missing" in tools) process.stdout.write(`SKIPPED, backups by pg_dump: ${tools.missing}\n`);

describe.skipIf("missing" in tools)("a backup by an owner who is bound by row security", () => {
  const folder = temporaryFolder("backup-");
  const file = join(folder.path, "smi.dump");
  let server: RunningPostgres | undefined;
  let url = "";

  beforeAll(async () => {
    if ("missing" in tools) return;
    const dataDir = join(folder.path, "postgres");
    const port = await freePort();
    const binaries = tools.server;
    server = await startPostgres({ dataDir, port, log: () => {}, durable: false, binaries });
    url = await giveToOwner(server.url);
    await migrateDatabase(url);
    await seedDemo({
      databaseUrl: url,
      encryptionKeys: `test:${Buffer.alloc(32, 7).toString("base64")}`,
    });
  });

  afterAll(async () => {
    await server?.stop();
    folder.remove();
  });

  /** Tables with their number of rows. */
  async function rows(): Promise<Record<string, number>> {
    const sql = postgres(url, { max: 1, connection: everyRow });
    const tables = await sql`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'drizzle') order by 1`;
    const counts: [string, number][] = [];
    for (const { name } of tables) {
      const [row] = await sql.unsafe(`select count(*)::int as n from ${name}`);
      counts.push([String(name), Number(row?.n)]);
    }
    await sql.end();
    return Object.fromEntries(counts);
  }

  it("holds every row, and brings them back into an empty database", async () => {
    const before = await rows();
    expect(before["public.customer"]).toBeGreaterThan(0);
    dump(url, file);
    await loseDatabase(server?.url ?? "");
    expect(await rows()).toEqual({});
    restore(url, file);
    expect(await rows()).toEqual(before);
    expect(await migrateDatabase(url)).toEqual({ applied: [], withheld: null });
  });

  it("keeps row security, for the owner too", async () => {
    const unsaid = postgres(url, { max: 1 });
    expect(await unsaid`select * from customer`).toHaveLength(0);
    await unsaid.end();
  });

  it("is refused where row security is not asked for", async () => {
    const enabled = dumpOptions.indexOf("--enable-row-security");
    const [option = ""] = dumpOptions.splice(enabled, 1);
    expect(() => dump(url, file)).toThrow(/row-level security/);
    dumpOptions.push(option);
  });

  it("would hold none without saying whose rows it is about", async () => {
    const { PGOPTIONS } = dumpEnvironment;
    dumpEnvironment.PGOPTIONS = "";
    dump(url, file);
    dumpEnvironment.PGOPTIONS = PGOPTIONS;
    await loseDatabase(server?.url ?? "");
    restore(url, file);
    expect((await rows())["public.customer"]).toBe(0);
  });
});
