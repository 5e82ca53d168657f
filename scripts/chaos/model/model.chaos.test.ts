import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import type { WorldOfShops } from "@/scripts/chaos/world-of-shops";
import { openWorldOfShops } from "@/scripts/chaos/world-of-shops";
import { stepArbitraries } from "./arbitrary";
import { newModel } from "./model";
import { judgeAfter, Play } from "./play";
import { openReal } from "./real";
import { regressions } from "./regressions";

const full = process.env.CHAOS_FULL === "1";
const { CHAOS_SEED, CHAOS_PATH, CHAOS_REPLAY, CHAOS_RUNS, CHAOS_STEPS } = process.env;
const seed = CHAOS_SEED ? Number(CHAOS_SEED) : full ? Date.now() % 2 ** 31 : 20_261_123;
const numRuns = Number(CHAOS_RUNS ?? (full ? 200 : 40));
const maxCommands = Number(CHAOS_STEPS ?? (full ? 100 : 25));

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

/** How often each step was played, and each state reached: what never came up was not tested. */
const seen: Record<string, number> = {};
const count = (what: string) => {
  seen[what] = (seen[what] ?? 0) + 1;
};

/** Plays steps in an empty world. @throws Error with everything that is wrong at the end */
async function live(commands: Iterable<fc.AsyncCommand<never, never>>): Promise<void> {
  const real = await openReal(world);
  const model = newModel();
  await fc.asyncModelRun(() => ({ model, real }), commands as Iterable<Play>);
  const wrong = await judgeAfter(model, real);
  for (const { state, holdReason, skipReason } of await world.links())
    count([state, holdReason ?? skipReason ?? ""].join(" ").trim());
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
}

test.each(Object.entries(regressions))("Known story: %s", async (_, steps) => {
  await live(steps.map((step) => new Play(step)) as never);
});

test(`Whatever happens in whatever order (seed ${seed}, ${numRuns} runs of up to ${maxCommands} steps), nothing is lost, doubled or silent`, async () => {
  const commands = fc.commands(
    stepArbitraries.map((steps) => steps.map((step) => new Play(step))),
    { maxCommands, size: "max", ...(CHAOS_REPLAY ? { replayPath: CHAOS_REPLAY } : {}) },
  );
  process.stdout.write(`  seed ${seed}; CHAOS_SEED plays another one, or this one again\n`);
  const details = await fc.check(
    fc.asyncProperty(commands, (steps) => live(steps as never)),
    { seed, numRuns, ...(CHAOS_PATH ? { path: CHAOS_PATH } : {}) },
  );
  process.stdout.write(`  ${JSON.stringify(seen)}\n`);
  if (!details.failed) return;
  const replay = /replayPath="([^"]*)"/.exec(String(details.counterexample))?.[1] ?? "";
  throw new Error(
    [
      `After ${details.numRuns} runs and ${details.numShrinks} times made shorter:`,
      ...[...(details.counterexample?.[0] ?? [])].map(String),
      String(details.errorInstance),
      `Again: ${full ? "CHAOS_FULL=1 " : ""}CHAOS_RUNS=${numRuns} CHAOS_STEPS=${maxCommands} CHAOS_SEED=${details.seed} CHAOS_PATH=${details.counterexamplePath} CHAOS_REPLAY=${replay} npx vitest run --project chaos scripts/chaos/model`,
    ].join("\n"),
  );
}, 3_600_000);
