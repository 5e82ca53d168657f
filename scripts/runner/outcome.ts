import { z } from "zod";
import type { AppAnswer } from "./call-app";
import { parseRetryAfter } from "./durations";
import type { RunError } from "./run";

const operation = z.looseObject({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** One thing that the SDK reports or asks for. Source: Inngest SDK specification, 5.1.1 and 5.3. */
export type Operation = z.infer<typeof operation>;

/** A list of operations, as in an answer 206 and in a checkpoint. */
export const operations = z.union([z.array(operation), operation.transform((one) => [one])]);

/** What a request to the app came to. */
export type Outcome =
  | { kind: "done"; data: unknown }
  | { kind: "operations"; list: Operation[]; retry: Retry; coalesce: boolean }
  | { kind: "error"; error: RunError; retry: Retry };

/** Whether the app allows another attempt, and after how many ms if it says so. */
export type Retry = { allowed: boolean; afterMs?: number };

/** Reads an answer of the app. An answer that makes no sense is an error that may be tried again. */
export function readOutcome({ status, headers, text }: AppAnswer): Outcome {
  const afterMs = parseRetryAfter(headers["retry-after"], Date.now());
  const retry = { allowed: headers["x-inngest-no-retry"] !== "true", afterMs };
  const body = parseJson(text);
  if (status === 200 && body.ok) return { kind: "done", data: body.value };
  if (status === 206 && body.ok) {
    const parsed = operations.safeParse(body.value);
    // Version 2 of the protocol lets the runner wait for all planned steps before it looks again.
    const coalesce = headers["x-inngest-req-version"] !== "1";
    if (parsed.success) return { kind: "operations", list: parsed.data, retry, coalesce };
  }
  const handled = headers["x-inngest-sdk-handled"] === "true" && status >= 400;
  const error = handled && body.ok ? readError(body.value) : unexpected(status, text);
  return { kind: "error", error, retry };
}

const errorShape = z.looseObject({
  name: z.string().catch("Error"),
  message: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  stack: z.string().optional().catch(undefined),
});

/** Reads an error as the SDK serialises it; anything else becomes its text. */
export function readError(value: unknown): RunError {
  const text = typeof value === "string" ? parseJson(value) : { ok: true, value };
  const parsed = errorShape.safeParse(text.ok ? text.value : undefined);
  if (!parsed.success) return { name: "Error", message: String(value) };
  const { name, message, error, stack } = parsed.data;
  return { name, message: message ?? error ?? "The app gave no message.", stack };
}

function unexpected(status: number, text: string): RunError {
  return {
    name: "UnexpectedAnswer",
    message: `The app answered ${status}: ${text.slice(0, 200) || "nothing"}`,
  };
}

function parseJson(text: string): { ok: boolean; value?: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
