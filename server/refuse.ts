import { createHmac } from "node:crypto";
import { clientAddress } from "./client-address";
import { env } from "./env";
import { log } from "./log";
import type { LogFields, RefusalKind } from "./log-fields";
import { refusedRequests } from "./metrics/counters";

/**
 * Notes that somebody was sent away: a line of the log that a watch on attacks reads, and a count.
 * Nothing of what they gave is in it.
 */
export function noteRefusal(kind: RefusalKind, fields: LogFields = {}): void {
  refusedRequests.inc({ kind });
  log.warn("refused", { ...fields, kind });
}

/**
 * The network address of a caller as a sign that is the same for the same address and leads back to
 * none: twelve digits of an HMAC. Undefined where the address is not known.
 */
export function callerSign(
  header: (name: string) => string | null | undefined,
): string | undefined {
  const { AUTH_SECRET, TRUSTED_PROXIES } = env();
  const address = clientAddress(header, TRUSTED_PROXIES);
  if (!address) return undefined;
  return createHmac("sha256", AUTH_SECRET).update(`caller:${address}`).digest("hex").slice(0, 12);
}
