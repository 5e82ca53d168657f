import type { Statement } from "@/bench/count-statements";
import { forgetStatements, loadCounter, readStatements } from "@/bench/count-statements";
import { clearStage, importShops, tellRun } from "@/bench/import-shops";
import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { demoLogins } from "@/db/seed";
import { signInToConsole } from "@/scripts/testing/console-client";

const counted = 400;
/** The bench's own look at how far the import is, ten times a second at most. */
const ownLook = /count\(\*\).*group by .*state/is;

const sum = (statements: readonly Statement[]) =>
  statements.reduce((total, { calls }) => total + calls, 0);

function name(statements: readonly Statement[], say: Bench["say"]): void {
  for (const { text, calls } of statements.slice(0, 40))
    say(
      `  ${(calls / counted).toFixed(2).padStart(6)}  ${text.replace(/\s+/g, " ").slice(0, 160)}`,
    );
}

/** Pages of the console that are full of rows, for an admin. */
async function pages(): Promise<[string, string][]> {
  const [shop] = await db().select().from(integration);
  const [link] = await db().select({ id: orderLink.id }).from(orderLink).limit(1);
  const customer = `/integrations/customers/${shop?.customerId}`;
  return [
    ["customers", "/integrations"],
    ["instances", `${customer}/etsy`],
    ["an integration", `/integrations/${shop?.id}`],
    ["an order", `/integrations/${shop?.id}/orders/${link?.id}`],
    ["audit log", "/audit"],
    ["billing", "/billing"],
    ["settings", "/settings"],
  ];
}

/** PostgreSQL counts what an import asks, and what a page asks before it is shown, its session included. */
export async function measure({ stage, say }: Bench) {
  const on = await stage();
  await loadCounter(on);
  say(tellRun(await importShops(on, 1, counted, { beforeStart: forgetStatements })));
  const statements = (await readStatements()).filter(({ text }) => !ownLook.test(text));
  if (JSON.parse(process.env.BENCH ?? "{}").statements) name(statements, say);
  const results = [resultOf("SQL statements per receipt", [sum(statements) / counted], 8)];
  const { visit } = await signInToConsole(on.stack.appUrl, demoLogins.admin);
  for (const [page, path] of await pages()) {
    const counts: number[] = [];
    for (let time = 0; time < 5; time++) {
      await forgetStatements();
      const answer = await visit(path);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
      counts.push(sum(await readStatements()));
    }
    // The sweep's own statements fall into a visit now and then.
    results.push(resultOf(`SQL statements for a page: ${page}`, [Math.min(...counts)], 6));
  }
  await clearStage(on);
  return results;
}
