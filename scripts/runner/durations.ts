const UNIT_MS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w)/g;

/**
 * Reads a time string such as "2h30m" or "300ms".
 * @returns ms, or undefined when the text is not a time string. An empty text is 0: the SDK writes
 * a wait of zero like that.
 * Source: Inngest SDK specification, 1.3.2.
 */
export function parseDuration(text: string): number | undefined {
  let total = 0;
  let matched = "";
  for (const [part, amount, unit] of text.matchAll(PART)) {
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
    matched += part;
  }
  return matched === text ? total : undefined;
}

/**
 * How long to wait for a time string or an ISO 8601 date.
 * @param wallNowMs ms since the epoch, UTC, by the wall clock: the app wrote the date by that one.
 * @returns ms from now, at least 0, or undefined when the text is neither.
 */
export function parseDelay(text: string, wallNowMs: number): number | undefined {
  const duration = parseDuration(text);
  if (duration !== undefined) return duration;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - wallNowMs);
}

/**
 * Reads a Retry-After header: whole seconds, an HTTP date, or the ISO date of the SDK.
 * @returns ms from now, at least 0, or undefined when the header says nothing readable.
 * Source: RFC 9110, 10.2.3, and Inngest SDK specification, 4.4.3.
 */
export function parseRetryAfter(header: string | undefined, wallNowMs: number): number | undefined {
  if (!header) return undefined;
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1_000;
  return parseDelay(header, wallNowMs);
}
