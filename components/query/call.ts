import { isUnattended } from "@/components/shell/attendance";
import { unattendedHeader } from "@/server/people/words";
import type { Wire } from "@/server/trpc/words";
import { fromWire, inputText } from "./wire";

export type Refusal = { code: string; httpStatus: number; fields: Record<string, string> };

/** A call that failed: with what the procedure answered, or null when it was not reached. */
export class CallError extends Error {
  readonly refusal: Refusal | null;
  constructor(message: string, refusal: Refusal | null) {
    super(message);
    this.name = "CallError";
    this.refusal = refusal;
  }
}

type Answer = { result: { data: Wire } } | { error: { json: { message: string; data: Refusal } } };

/**
 * Asks a procedure over HTTP, as tRPC 11 is asked for one call (trpc.io/docs/rpc).
 *
 * @returns what the procedure answered.
 * @throws CallError when it refuses, or nothing of it answers.
 */
export async function call(
  kind: "query" | "mutation",
  path: string,
  input: unknown,
): Promise<unknown> {
  const body = inputText(input);
  const url = `/api/trpc/${path}`;
  // What a page asks again and again by itself keeps no session alive.
  const headers: HeadersInit = isUnattended() ? { [unattendedHeader]: "1" } : {};
  const answer = await (kind === "query"
    ? fetch(`${url}?input=${encodeURIComponent(body)}`, { headers })
    : fetch(url, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body,
      })
  )
    .then((response) => response.json() as Promise<Answer>)
    .catch((cause: unknown) => {
      throw new CallError(String(cause), null);
    });
  if ("result" in answer) return fromWire(answer.result.data);
  const { message, data } = answer.error.json;
  throw new CallError(message, data);
}

/** Whether the same call may succeed in a moment. */
export const isPassing = (error: unknown): boolean =>
  error instanceof CallError && (error.refusal === null || error.refusal.httpStatus >= 500);
