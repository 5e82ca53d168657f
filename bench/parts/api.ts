import { desc } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { clearStage } from "@/bench/import-shops";
import { seedHistory } from "@/bench/lists/seed-history";
import type { Bench } from "@/bench/part";
import { percentile, resultOf } from "@/bench/results";
import { fromWire, inputText } from "@/components/query/wire";
import { appRole, db } from "@/db/client";
import { everyRow, withinRowsOf } from "@/db/row-scope";
import { userSession } from "@/db/schema/people";
import { demoLogins } from "@/db/seed";
import { signInToConsole } from "@/scripts/testing/console-client";
import { listOrderLinks } from "@/server/orders/list";
import { readViewer } from "@/server/people/session";
import type { Wire } from "@/server/trpc/words";

type Asked = { text: string; values: never[] };

/** As the product connects, so that row security holds for the driver too. */
const connection = { role: appRole, ...everyRow };

/** All that one call asks the database, in its order, as the driver was asked for it. */
async function sqlOfCall(url: string, integrationId: string): Promise<Asked[]> {
  const [session] = await db().select().from(userSession).orderBy(desc(userSession.lastSeenAt));
  if (!session) throw new Error("Nobody is signed in.");
  const asked: Asked[] = [];
  const debug = (_: number, text: string, values: unknown[]) =>
    void asked.push({ text, values: values as never[] });
  const told = postgres(url, { max: 1, fetch_types: false, connection, debug });
  // The place where the product keeps its pool.
  const place = globalThis as { selfManagedIntegrationsDatabase?: unknown };
  const own = place.selfManagedIntegrationsDatabase;
  place.selfManagedIntegrationsDatabase = drizzle(told);
  try {
    const viewer = await readViewer(session.id);
    if (!viewer) throw new Error("The session does not count.");
    const { links } = await withinRowsOf(viewer.scope, () =>
      listOrderLinks(viewer.scope, { integrationId }),
    );
    if (links.length !== 50) throw new Error(`The list has ${links.length} order links, not 50.`);
  } finally {
    place.selfManagedIntegrationsDatabase = own;
    await told.end();
  }
  return asked;
}

/** The same by the driver, each statement prepared; the rows are there when it resolves. */
function askBy(driver: postgres.Sql, asked: readonly Asked[]): Promise<unknown> {
  const begin = asked.findIndex(({ text }) => text.startsWith("begin"));
  const ask = (on: postgres.ISql, { text, values }: Asked) =>
    on.unsafe(text, values, { prepare: true });
  const within = asked.slice(begin + 1).filter(({ text }) => text !== "commit");
  return new Promise((resolve, reject) => {
    const work = async () => {
      for (const one of asked.slice(0, begin)) await ask(driver, one);
      // What ends it is not waited for, as the product does not.
      await driver.begin("read only", (tx) =>
        Promise.all(within.map((one) => ask(tx, one))).then(resolve),
      );
    };
    work().catch(reject);
  });
}

/**
 * A signed-in user asks for a page of orders over HTTP, as the console's pages do, and the driver
 * asks the database the same, by turns.
 */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  await clearStage(on);
  const url = process.env.DATABASE_URL ?? "";
  const { integrationId } = await seedHistory(url, 10_000);
  const { visit } = await signInToConsole(on.stack.appUrl, demoLogins.admin);
  const asked = await sqlOfCall(url, integrationId);
  say(`  ${asked.length} statements: ${asked.map(({ text }) => text.slice(0, 24)).join(" | ")}`);
  const driver = postgres(url, { max: 1, fetch_types: false, connection });
  const input = encodeURIComponent(inputText({ integrationId }));
  const list = async () => {
    const answer = await visit(`/api/trpc/orders.list?input=${input}`);
    const { result } = (await answer.json()) as { result: { data: Wire } };
    return fromWire(result.data);
  };
  const time = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const ratios: number[] = [];
  const calls = small ? 50 : 200;
  for (let pair = 0; pair <= pairs; pair++) {
    const [byApi, byDriver]: [number[], number[]] = [[], []];
    for (let call = 0; call < calls; call++) {
      byApi.push(await time(list));
      byDriver.push(await time(() => askBy(driver, asked)));
    }
    // The first round is for warmth alone.
    if (pair === 0) continue;
    const [mine, least] = [percentile(byApi, 0.95), percentile(byDriver, 0.95)];
    ratios.push(mine / least);
    say(
      `  95 in 100 of ${calls}: ${mine.toFixed(1)} ms by tRPC, ${least.toFixed(1)} ms by the driver; in the middle ${percentile(byApi, 0.5).toFixed(1)} and ${percentile(byDriver, 0.5).toFixed(1)}`,
    );
  }
  await driver.end();
  await clearStage(on);
  return [
    resultOf("List of orders by tRPC by the same SQL by the driver, 95th percentile", ratios, 4),
  ];
}
