import { openAsks } from "./asks";
import { openPullAsks } from "./pull-asks";

// What the build replaces: the tests' places to end a process at.
Object.assign(globalThis, { FAILPOINTS: false });

/** Asks one thing of its database whenever it is told to, and tells how long the answer took. */
const history = JSON.parse(process.env.BENCH_HISTORY ?? "{}");
const lists = await openAsks(history);
const pulls = await openPullAsks(history);

process.on("message", async (name: string) => {
  await pulls[name]?.before();
  const ask = lists[name] ?? pulls[name]?.ask;
  const began = performance.now();
  await ask?.();
  process.send?.({ ms: performance.now() - began });
});
// Pulls come last: what they leave behind would be found by what is asked after them.
process.send?.({ names: [...Object.keys(lists), ...Object.keys(pulls)] });
