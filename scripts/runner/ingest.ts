import { z } from "zod";
import type { Core } from "./core";
import { DAY_MS } from "./gates";
import { Problem } from "./problem";
import type { RunnerEvent } from "./run";
import { ulid } from "./ulid";

const sentEvent = z.looseObject({
  name: z.string().trim().min(1, "An event needs a name."),
  data: z.record(z.string(), z.unknown(), "The data of an event must be an object.").nullish(),
  id: z.string().nullish(),
  ts: z.number().int("The ts of an event must be whole ms since 1970, UTC.").nullish(),
  user: z.unknown().optional(),
  v: z.string().nullish(),
  meta: z.unknown().optional(),
});

/**
 * Takes events in: one or a list. An id (or the seed that the SDK sends so that its own retries are
 * recognised) counts once in 24 hours.
 * @param seed the header x-inngest-event-id-seed.
 * @returns one id per event, in order; a repeated event gets the id of its first time.
 * @throws Problem 400 with a sentence; then none of the events is taken.
 */
export function ingest(core: Core, body: unknown, seed: string | undefined): string[] {
  const parsed = z.array(sentEvent).safeParse(Array.isArray(body) ? body : [body]);
  if (!parsed.success) {
    throw new Problem(400, `The events cannot be taken. ${z.prettifyError(parsed.error)}`);
  }
  const reserved = parsed.data.find(({ name }) => name.startsWith("inngest/"));
  if (reserved) {
    throw new Problem(400, `The name ${reserved.name} is kept for the runner's own events.`);
  }
  const taken: RunnerEvent[] = [];
  const ids = parsed.data.map((sent, index) => {
    const now = core.clock.now();
    const key = sent.id ? `id:${sent.id}` : seed && `seed:${seed}:${index}`;
    const earlier = key && core.gates.taken.get(key, now);
    if (earlier) return earlier;
    const id = ulid(now);
    if (key) core.gates.taken.set(key, id, now + DAY_MS, now);
    taken.push({
      id: sent.id || id,
      name: sent.name,
      data: sent.data ?? {},
      ts: sent.ts || Date.now(),
      user: sent.user ?? undefined,
      v: sent.v ?? undefined,
      meta: sent.meta ?? undefined,
    });
    return id;
  });
  for (const event of taken) core.publish(event);
  return ids;
}
