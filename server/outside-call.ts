import { log } from "./log";
import { attemptOf } from "./log-context";
import type { OutsideSystem } from "./log-fields";
import { outsideCalls, outsideSeconds } from "./metrics/counters";
import { outsidePath } from "./path-template";
import { inSpan } from "./trace";

export type OutsideCall = {
  system: OutsideSystem;
  method: string;
  url: string;
  /** What is the same for every repeat of one call, and for no other; it is told to nobody. */
  same: string;
};

/** The status in a failure that has one, such as an ApiError's; 0 where no answer came. */
const statusIn = (error: unknown): number => {
  const status =
    error instanceof Error &&
    ("status" in error ? error.status : "responseCode" in error && error.responseCode);
  return typeof status === "number" ? status : 0;
};

/**
 * Runs one call to another system and tells of it: a line of the log, a span and counts, each with
 * method, path template, status, and how long it took, in ms. Never the body, nor the query: both
 * may name the buyer. `statusOf` reads the status off an answer.
 * @throws what `call` throws
 */
export async function toldOutside<Answer>(
  { system, method, url, same }: OutsideCall,
  call: () => Promise<Answer>,
  statusOf: (answer: Answer) => number,
): Promise<Answer> {
  const path = outsidePath(url);
  const attempt = attemptOf(`${method} ${url} ${same}`);
  const began = performance.now();
  const attributes = {
    "peer.service": system,
    "http.request.method": method,
    "server.address": URL.canParse(url) ? new URL(url).hostname : "",
    "url.template": path,
    "http.request.resend_count": attempt - 1,
  };
  return inSpan(`${system} ${method} ${path}`, { kind: "client", attributes }, async (span) => {
    const tell = (status: number, failure?: unknown) => {
      const ms = Math.round(performance.now() - began);
      const wrong = status === 0 || status >= 400 || failure !== undefined;
      span.tell({ "http.response.status_code": status });
      if (wrong) span.fail();
      outsideCalls.inc({ system, method, path, status });
      outsideSeconds.observe({ system }, ms / 1000);
      const error = failure instanceof Error ? failure.name : undefined;
      const fields = { system, method, path, status, ms, attempt, error };
      log[wrong ? "warn" : "info"]("outside call", fields);
    };
    try {
      const answer = await call();
      tell(statusOf(answer));
      return answer;
    } catch (error) {
      tell(statusIn(error), error);
      throw error;
    }
  });
}
