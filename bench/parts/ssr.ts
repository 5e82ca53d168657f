import { clearStage } from "@/bench/import-shops";
import { seedHistory } from "@/bench/lists/seed-history";
import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";
import { demoLogins } from "@/db/seed";
import { signInToConsole } from "@/scripts/testing/console-client";

const atOnce = 4;

type Visit = (path: string) => Promise<Response>;

/** Answers a second. @throws Error when one is no page */
async function pagesPerSecond(visit: Visit, path: string, count: number): Promise<number> {
  let left = count;
  const began = performance.now();
  const ask = async () => {
    while (left-- > 0) {
      const answer = await visit(path);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return count / ((performance.now() - began) / 1000);
}

/** The page of an integration with 50 orders, and the sign-in page, which asks the database nothing. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  await clearStage(on);
  const { integrationId } = await seedHistory(process.env.DATABASE_URL ?? "", 10_000);
  const admin = await signInToConsole(on.stack.appUrl, demoLogins.admin);
  const visitor: Visit = (path) => fetch(new URL(path, on.stack.appUrl), { redirect: "manual" });
  const count = small ? 20 : 200;
  const ratios: number[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const empty = await pagesPerSecond(visitor, "/sign-in", count);
    const list = await pagesPerSecond(admin.visit, `/integrations/${integrationId}`, count);
    // The first round is for warmth alone.
    if (pair === 0) continue;
    say(`  ${list.toFixed(1)} pages of an integration a second, ${empty.toFixed(1)} sign-in pages`);
    ratios.push(list / empty);
  }
  await clearStage(on);
  return [
    resultOf("Pages of an integration a second by sign-in pages", ratios, 0.35, { atLeast: true }),
  ];
}
