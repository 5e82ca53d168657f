import postgres from "postgres";
import { clearStage } from "@/bench/import-shops";
import { seedHistory } from "@/bench/lists/seed-history";
import type { Bench } from "@/bench/part";
import { percentile, resultOf } from "@/bench/results";
import { db } from "@/db/client";
import { demoLogins, demoOrganisationId } from "@/db/seed";
import { signInToConsole } from "@/scripts/testing/console-client";
import { listOrderLinks } from "@/server/orders/list";

type Asked = { text: string; values: never[] };

/** The SQL of the list as the product writes it, with the check that the integration may be seen. */
async function sqlOfList(integrationId: string): Promise<Asked[]> {
  const asked: Asked[] = [];
  const pool = db().$client;
  const unsafe = pool.unsafe.bind(pool) as (text: string, values: never[]) => unknown;
  Object.assign(pool, {
    unsafe(text: string, values: never[]) {
      asked.push({ text, values });
      return unsafe(text, values);
    },
  });
  const scope = {
    userId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    organisationId: demoOrganisationId,
    role: "admin" as const,
    customerIds: [],
  };
  await listOrderLinks(scope, { integrationId });
  Object.assign(pool, { unsafe });
  if (asked.length === 0) throw new Error("The list asked the database nothing.");
  return asked;
}

/**
 * A signed-in user asks for a page of orders over HTTP, and the driver asks the same of the database,
 * by turns. The procedure reads the session and says whose rows it is about besides.
 */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  await clearStage(on);
  const url = process.env.DATABASE_URL ?? "";
  const { integrationId } = await seedHistory(url, 10_000);
  const asked = await sqlOfList(integrationId);
  const { api } = await signInToConsole(on.stack.appUrl, demoLogins.admin);
  const driver = postgres(url, { max: 1, fetch_types: false });
  const time = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const list = () => api.orders.list.query({ integrationId });
  const bySql = async () => {
    for (const { text, values } of asked) await driver.unsafe(text, values, { prepare: true });
  };
  const ratios: number[] = [];
  const calls = small ? 50 : 200;
  for (let pair = 0; pair <= pairs; pair++) {
    const [byApi, byDriver]: [number[], number[]] = [[], []];
    for (let call = 0; call < calls; call++) {
      byApi.push(await time(list));
      byDriver.push(await time(bySql));
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
