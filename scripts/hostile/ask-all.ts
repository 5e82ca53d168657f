import { askProcedure } from "./ask-procedure";
import type { Ids } from "./samples";
import { samples } from "./samples";

export type Answered = { path: string; who: string; text: string };

/** Asks every query as somebody, and adds the answers. */
export async function askAll(
  answers: Answered[],
  who: string,
  viewer: unknown,
  ids: Ids,
): Promise<void> {
  const { appRouter } = await import("@/server/trpc/root");
  const all = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  for (const [path, sample] of Object.entries(samples)) {
    const isQuery = all[path]?._def.type === "query";
    if (!isQuery && !path.startsWith("orders.preview")) continue;
    const inputs = path === "search.find" ? [{ text: "Canary" }] : [sample?.(ids)];
    for (const json of inputs) {
      const answer = await askProcedure(path, JSON.stringify({ json }), viewer);
      answers.push({ path, who, text: await answer.text() });
    }
  }
}
