import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A new sortable identifier: 48 bits of time, 80 random bits, in Crockford base 32.
 * @param atMs time in ms since the epoch, UTC.
 * @returns 26 characters.
 * Source: the ULID specification.
 */
export function ulid(atMs: number): string {
  let time = "";
  let rest = Math.floor(atMs);
  for (let i = 0; i < 10; i++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  const random = Array.from(randomBytes(16), (byte) => ALPHABET.charAt(byte % 32)).join("");
  return time + random;
}
