import { z } from "zod";
import type { Core } from "./core";
import type { Operation } from "./outcome";
import type { Memo, Run } from "./run";
import { startRun } from "./start-run";
import { ulid } from "./ulid";

const payload = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  v: z.string().nullish(),
  meta: z.unknown().optional(),
});

/**
 * Starts the function that step.invoke names and hands its end to `onEnd`. Its concurrency and
 * throttle hold; what skips or joins events (idempotency, rate limit, debounce, batch, singleton)
 * does not, since the caller waits for exactly this run.
 * @returns the run, or undefined when there is no such function: that is the step's error.
 */
export function invoke(core: Core, op: Operation, onEnd: (memo: Memo) => void): Run | undefined {
  const functionId = String(op.opts?.function_id ?? "");
  const fn = core.functions.get(functionId);
  if (!fn) {
    const message = `There is no function ${functionId} to invoke. Is it in the list that the app serves?`;
    queueMicrotask(() => onEnd({ type: "error", error: { name: "UnknownFunction", message } }));
    return undefined;
  }
  const { data, v, meta } = payload.parse(op.opts?.payload ?? {});
  const event = {
    id: ulid(core.clock.now()),
    name: "inngest/function.invoked",
    data: data ?? {},
    ts: Date.now(),
    v: v ?? undefined,
    meta,
  };
  return startRun(core, fn, [event], { onEnd });
}
