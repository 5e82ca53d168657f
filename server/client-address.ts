import { isIP } from "node:net";

/** Request header in which this server itself notes where the connection comes from. */
export const peerHeader = "x-peer-address";

/** IPv4 as it is, also within IPv6; of IPv6 the first 64 bits, as one household has all of these. */
function comparable(address: string): string | null {
  const plain = address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(plain) === 4) return plain;
  if (isIP(plain) !== 6) return null;
  const [head = "", tail] = plain.toLowerCase().split("%")[0]?.split("::") ?? [];
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(8 - left.length - right.length, 0);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/**
 * The network address that a request comes from: that of the connection, or, behind proxies of our
 * own, the one that the outermost of them saw. Nothing that a browser writes is believed. Null where
 * it is not known.
 */
export function clientAddress(
  header: (name: string) => string | null | undefined,
  trustedProxies: number,
): string | null {
  if (trustedProxies === 0) return comparable(header(peerHeader) ?? "");
  const seen = (header("x-forwarded-for") ?? "").split(",");
  return comparable(seen.at(-trustedProxies) ?? "");
}
