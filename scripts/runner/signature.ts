import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const PREFIX = /^signkey-\w+-/;
const MAX_AGE_MS = 5 * 60_000;

/**
 * Writes JSON with sorted keys and no spaces (RFC 8785): the form over which the SDK computes the
 * signature of a request, whatever the form in which it was sent.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}

/**
 * Checks that a signing key can be used.
 * @throws Error with a sentence that says what is wrong and what to do.
 */
export function assertSigningKey(key: string): void {
  if (/^([0-9a-f]{2})+$/i.test(key.replace(PREFIX, ""))) return;
  throw new Error(
    "INNGEST_SIGNING_KEY must be an even number of hexadecimal digits, with or without the prefix signkey-<name>-. Make one with: openssl rand -hex 32",
  );
}

/** The key as the SDK sends it in `Authorization: Bearer`: prefix and SHA-256 of the key's bytes. */
export function hashSigningKey(key: string): string {
  const prefix = PREFIX.exec(key)?.[0] ?? "";
  const bytes = Buffer.from(key.slice(prefix.length), "hex");
  return prefix + createHash("sha256").update(bytes).digest("hex");
}

/**
 * The value of x-inngest-signature.
 * @param body canonical JSON for a request, the very text for an answer.
 * @param wallNowMs ms since the epoch, UTC.
 * Source: Inngest SDK specification, 4.1.1.
 */
export function sign(body: string, key: string, wallNowMs: number): string {
  const seconds = Math.round(wallNowMs / 1_000).toString();
  return `t=${seconds}&s=${mac(body, key, seconds)}`;
}

/** Whether an answer was signed with the key, at most five minutes ago. */
export function isSigned(body: string, key: string, header: string, wallNowMs: number): boolean {
  const parts = new URLSearchParams(header);
  const seconds = parts.get("t") ?? "";
  if (!(Math.abs(wallNowMs - Number(seconds) * 1_000) <= MAX_AGE_MS)) return false;
  return sameText(parts.get("s") ?? "", mac(body, key, seconds));
}

/** Compares two secrets in constant time. */
export function sameText(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  return timingSafeEqual(left, createHash("sha256").update(b).digest());
}

function mac(body: string, key: string, seconds: string): string {
  return createHmac("sha256", key.replace(PREFIX, "")).update(body).update(seconds).digest("hex");
}
