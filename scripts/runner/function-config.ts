import { z } from "zod";
import type { Cron } from "./cron";
import { parseCron } from "./cron";
import { parseDuration } from "./durations";
import type { Expression } from "./expression";
import { compileExpression } from "./expression";
import type { RegisteredFunction } from "./registration";
import { registeredFunction } from "./registration";

/** Retries of a function that names none. Source: Inngest's documentation of `retries`. */
const DEFAULT_RETRIES = 4;

export type EventTrigger = { event: string; if?: Expression };
export type CronTrigger = { cron: Cron; jitterMs: number };
export type ConcurrencyLimit = { limit: number; key?: Expression; scope: "fn" | "env" | "account" };
export type PeriodLimit = { limit: number; periodMs: number; key?: Expression };

/** A registered function with every expression compiled and every duration in ms. */
export type FunctionConfig = {
  id: string;
  name: string;
  events: EventTrigger[];
  crons: CronTrigger[];
  /** Attempts in all: retries and the first one. */
  maxAttempts: number;
  concurrency: ConcurrencyLimit[];
  idempotency?: Expression;
  throttle?: PeriodLimit & { burst?: number };
  rateLimit?: PeriodLimit;
  debounce?: { periodMs: number; timeoutMs?: number; key?: Expression };
  singleton?: { mode: "skip" | "cancel"; key?: Expression };
  batch?: { maxSize: number; timeoutMs: number; key?: Expression; if?: Expression };
  priority?: Expression;
  cancelOn: { event: string; if?: Expression; timeout?: string }[];
  timeouts: { startMs?: number; finishMs?: number };
};

/**
 * Checks one function of a registration.
 * @throws Error with a sentence that names the function and what this runner cannot honour.
 */
export function readFunction(input: unknown): FunctionConfig {
  const id = z.looseObject({ id: z.string() }).safeParse(input).data?.id ?? "without an id";
  try {
    return compile(registeredFunction.parse(input));
  } catch (error) {
    throw new Error(`Function ${id} cannot be registered. ${reason(error)}`);
  }
}

function compile(fn: RegisteredFunction): FunctionConfig {
  if (fn.batchEvents && (fn.rateLimit || fn.idempotency || fn.cancel?.length || fn.debounce)) {
    throw new Error(
      "batchEvents cannot be combined with rateLimit, idempotency, debounce or cancelOn.",
    );
  }
  const limits = typeof fn.concurrency === "number" ? { limit: fn.concurrency } : fn.concurrency;
  return {
    id: fn.id,
    name: fn.name ?? fn.id,
    events: fn.triggers.flatMap((t) =>
      "event" in t ? [{ event: t.event, if: expression(t.expression) }] : [],
    ),
    crons: fn.triggers.flatMap((t) =>
      "cron" in t ? [{ cron: parseCron(t.cron), jitterMs: duration(t.jitter) ?? 0 }] : [],
    ),
    maxAttempts: (fn.steps.step.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    concurrency: [limits ?? []]
      .flat()
      .flatMap(({ limit, key, scope = "fn" }) =>
        limit === 0 ? [] : [{ limit, key: expression(key), scope }],
      ),
    idempotency: expression(fn.idempotency),
    throttle: fn.throttle && { ...periodLimit(fn.throttle), burst: fn.throttle.burst },
    rateLimit: fn.rateLimit && periodLimit(fn.rateLimit),
    debounce: fn.debounce && {
      periodMs: duration(fn.debounce.period) ?? 0,
      timeoutMs: duration(fn.debounce.timeout),
      key: expression(fn.debounce.key),
    },
    singleton: fn.singleton && { mode: fn.singleton.mode, key: expression(fn.singleton.key) },
    batch: fn.batchEvents && {
      maxSize: fn.batchEvents.maxSize,
      timeoutMs: duration(fn.batchEvents.timeout) ?? 0,
      key: expression(fn.batchEvents.key),
      if: expression(fn.batchEvents.if),
    },
    priority: expression(fn.priority?.run),
    cancelOn: (fn.cancel ?? []).map((c) => ({ ...c, if: expression(c.if) })),
    timeouts: {
      startMs: duration(fn.timeouts?.start),
      finishMs: duration(fn.timeouts?.finish),
    },
  };
}

function periodLimit(input: { limit: number; period: string; key?: string }): PeriodLimit {
  if (input.limit < 1) throw new Error("A limit per period must be at least 1.");
  return {
    limit: input.limit,
    periodMs: duration(input.period) ?? 0,
    key: expression(input.key),
  };
}

function expression(source: string | undefined): Expression | undefined {
  return source === undefined ? undefined : compileExpression(source);
}

function duration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (!ms) throw new Error(`"${text}" is not a duration; write one such as "30s" or "2h30m".`);
  return ms;
}

function reason(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const issues = error.issues.map((issue) => `${issue.path.join(".") || "It"}: ${issue.message}`);
  return `The embedded runner does not support this configuration (${issues.join("; ")}).`;
}
