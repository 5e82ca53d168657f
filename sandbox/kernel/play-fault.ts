import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "./faults";

/** What the caller gets in place of (or, for "delay", after) the answer. Null: the answer itself. */
export function answerOf(fault: Fault, answer: string | null): Response | null {
  switch (fault.kind) {
    case "status":
      return statusAnswer(fault);
    case "half-json": {
      const text = answer ?? '{"results":[{"id":1';
      return jsonText(text.slice(0, Math.max(1, Math.floor(text.length / 2))));
    }
    case "html":
      return new Response("<html><body><h1>Bad gateway</h1></body></html>", {
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    case "empty":
      return jsonText("");
    default:
      return null;
  }
}

/** Cuts the caller's connection, at once or after `ms`, without an answer. */
export async function cutConnection(bindings: HttpBindings, ms: number): Promise<Response> {
  await wait(ms);
  bindings.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function jsonText(text: string): Response {
  return new Response(text, { headers: { "content-type": "application/json" } });
}

function statusAnswer(fault: Extract<Fault, { kind: "status" }>): Response {
  const empty = fault.status === 204 || fault.status === 304;
  const text = typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body ?? {});
  const headers = { "content-type": "application/json", ...fault.headers };
  return new Response(empty ? null : text, { status: fault.status, headers });
}
