import { ApiError } from "./errors";
import { limitedText } from "./limited-body";
import { toldOutside } from "./outside-call";
import { parseStorable } from "./storable-text";

export type Fetch = typeof fetch;

export type HttpAnswer = { status: number; headers: Headers; body: unknown };

const timeoutMs = 15_000;
/** A page of 100 receipts is about 600 kB; nothing that we ask for comes near this. */
const largestAnswerBytes = 20 * 1024 * 1024;

/**
 * Reads JSON without losing the last digits of 64-bit ids: whole numbers of 16 digits and more become
 * texts. Signs that no database keeps are taken out, as one of them would end a whole page.
 */
export function parseJson(text: string): unknown {
  return parseStorable(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
      /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
    ),
  );
}

/** Seconds of a Retry-After header, as number or date; undefined where there is none that can be read. */
export function retryAfterSeconds(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get("retry-after");
  if (!value) return undefined;
  const wait = /^\d+$/.test(value.trim())
    ? Number(value)
    : Math.ceil((Date.parse(value) - now) / 1000);
  return Number.isFinite(wait) && wait >= 0 ? wait : undefined;
}

async function readText(response: Response): Promise<string> {
  const text = await limitedText(response, largestAnswerBytes);
  if (text === null) throw new Error("The answer is larger than anything expected.");
  return text;
}

/**
 * One call, never repeated here: whether a repeat is safe is the caller's knowledge.
 * Follows no redirect, waits at most 15 seconds, and reads an answer of any status as JSON. Its
 * outcome is logged, counted and traced.
 * @throws ApiError `network` (no whole answer) or `unreadable` (an answer that is no JSON where one was due).
 */
export const call = (
  system: "Etsy" | "CartonCloud",
  url: string,
  request: RequestInit,
  fetch: Fetch = globalThis.fetch,
): Promise<HttpAnswer> =>
  toldOutside(
    { system, method: request.method ?? "GET", url, same: String(request.body ?? "") },
    () => callOnce(system, url, request, fetch),
    ({ status }) => status,
  );

async function callOnce(
  system: "Etsy" | "CartonCloud",
  url: string,
  request: RequestInit,
  fetch: Fetch,
): Promise<HttpAnswer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      ...request,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await readText(response);
  } catch (cause) {
    throw new ApiError({
      system,
      kind: "network",
      status: 0,
      message: `${system} did not answer.`,
      cause,
    });
  }
  let body: unknown;
  try {
    body = text === "" ? undefined : parseJson(text);
  } catch (cause) {
    body = undefined;
    if (response.status < 400)
      throw new ApiError({
        system,
        kind: "unreadable",
        status: response.status,
        message: `${system} sent an answer that cannot be read.`,
        cause,
      });
  }
  return { status: response.status, headers: response.headers, body };
}
