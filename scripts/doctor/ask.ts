import { limitedText } from "@/server/limited-body";
import type { Answer } from "./facts";

const patienceMs = 5000;
const mostBytes = 256 * 1024;

/** The innermost message of an error: fetch wraps what the system said. */
export function inWords(problem: unknown): string {
  if (problem instanceof AggregateError && problem.errors.length > 0)
    return inWords(problem.errors[0]);
  if (!(problem instanceof Error)) return String(problem);
  if (problem.name === "TimeoutError") return `no answer within ${patienceMs / 1000} s`;
  if (problem.cause) return inWords(problem.cause);
  return problem.message || ("code" in problem ? String(problem.code) : problem.name);
}

/** One GET, no redirect followed; never throws. `now` tells our clock, epoch ms. */
export async function ask(
  url: string,
  now: () => number,
  headers: Record<string, string> = {},
): Promise<Answer> {
  try {
    const sent = now();
    const response = await fetch(url, {
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    const date = Date.parse(response.headers.get("date") ?? "");
    // The header tells whole seconds, cut off.
    const skewMs = Number.isNaN(date) ? null : date + 500 - (sent + now()) / 2;
    const body = (await limitedText(response, mostBytes)) ?? "";
    return { state: "answered", status: response.status, body, skewMs };
  } catch (problem) {
    return { state: "silent", reason: inWords(problem) };
  }
}
