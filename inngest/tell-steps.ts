import { Middleware } from "inngest";
import { describeError } from "@/server/describe-error";
import { log } from "@/server/log";
import { withinLog } from "@/server/log-context";
import { idsIn } from "@/server/log-fields";
import { failures } from "@/server/metrics/counters";
import { inSpan, traceLine, traceOf } from "@/server/trace";

type Run = { ctx: { runId: string; attempt: number; event: { data?: unknown } } };
type Of = Run & { fn: { id(prefix?: string): string } };

const fieldsOf = ({ ctx, fn }: Of) => ({
  ...idsIn(ctx.event.data),
  functionId: fn.id(),
  runId: ctx.runId,
  runAttempt: ctx.attempt,
});

const attributesOf = ({ ctx, fn }: Of) => {
  const { organisationId, integrationId, orderLinkId } = idsIn(ctx.event.data);
  const given = {
    "smi.organisation_id": organisationId,
    "smi.integration_id": integrationId,
    "smi.order_link_id": orderLinkId,
  };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === "string")),
    "inngest.function": fn.id(),
    "inngest.run_id": ctx.runId,
    "inngest.attempt": ctx.attempt,
  };
};

const traceparentIn = (data: unknown): unknown =>
  typeof data === "object" && data !== null && "traceparent" in data ? data.traceparent : null;

/**
 * Each step logs with its run, its function and what its event is about, is a span of the trace that
 * sent the event, and hands that trace on in the events that it sends itself.
 */
export class TellSteps extends Middleware.BaseMiddleware {
  readonly id = "tell-steps";

  override transformSendEvent(sent: Middleware.TransformSendEventArgs) {
    const traceparent = traceLine();
    if (!traceparent) return sent;
    const events = sent.events.map((event) => ({ ...event, data: { ...event.data, traceparent } }));
    return { ...sent, events };
  }

  // Around the step and not around the function: that one never returns where a step is due.
  override wrapStepHandler(step: Middleware.WrapStepHandlerArgs): Promise<unknown> {
    const began = performance.now();
    const parent = traceOf(traceparentIn(step.ctx.event.data));
    const about = { kind: "consumer", attributes: attributesOf(step), parent } as const;
    return withinLog(fieldsOf(step), () =>
      inSpan(`function ${step.fn.id()}`, about, async () => {
        const output = await step.next();
        log.debug("step done", { ms: Math.round(performance.now() - began) });
        return output;
      }),
    );
  }

  override onStepError(step: Middleware.OnStepErrorArgs): void {
    failures.inc({ where: "step" });
    const level = step.isFinalAttempt ? "error" : "warn";
    log[level]("step failed", { ...describeError(step.error), ...fieldsOf(step) });
  }

  override onRunError(run: Middleware.OnRunErrorArgs): void {
    if (run.isFinalAttempt)
      log.error("run failed", { ...describeError(run.error), ...fieldsOf(run) });
  }
}
