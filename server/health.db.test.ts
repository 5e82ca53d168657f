import { afterEach, describe, expect, it, vi } from "vitest";
import { queryOnce } from "@/scripts/testing/query-once";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** What the health of a process with these settings says. */
async function health(query: string, given: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  vi.resetModules();
  const { GET } = await import("@/app/api/health/route");
  const answer = await GET(new Request(`http://localhost/api/health${query}`));
  const { closeDatabase } = await import("@/db/client");
  await closeDatabase();
  return { code: answer.status, ...((await answer.json()) as Record<string, string>) };
}

describe("the pools of all processes", () => {
  it("fit where the server allows as many", async () => {
    expect(await health("?pages")).toMatchObject({ code: 200, connections: "fit" });
  });

  it("do not, with one process more during a restart, from the server's own limit on", async () => {
    const [{ allowed } = { allowed: 0 }] = await queryOnce(
      process.env.DATABASE_URL ?? "",
      (sql) => sql<{ allowed: number }[]>`select current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int as allowed`,
    );
    const pool = 10;
    const most = Math.floor(allowed / pool) - 1;
    const settings = (processes: number) => ({
      DATABASE_POOL: `${pool}`,
      CONSOLE_PROCESSES: `${processes}`,
    });
    expect(await health("?pages", settings(most))).toMatchObject({ connections: "fit" });
    expect(await health("?pages", settings(most + 1))).toMatchObject({
      code: 200,
      connections: expect.stringMatching(/^may run out; npm run doctor/),
    });
  });
});
