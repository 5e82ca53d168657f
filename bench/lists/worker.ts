import { openAsks } from "./asks";

/** Asks one thing of its database whenever it is told to, and tells how long the answer took. */
const asks = await openAsks(JSON.parse(process.env.BENCH_HISTORY ?? "{}"));
process.on("message", async (name: string) => {
  const began = performance.now();
  await asks[name]?.();
  process.send?.({ ms: performance.now() - began });
});
process.send?.({ names: Object.keys(asks) });
