import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** A code is good for this long, in seconds (RFC 6238, section 4.1). */
const stepSeconds = 30;
const digits = 6;
/** Clocks may be this many steps apart (RFC 6238, section 5.2). */
const drift = 1;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)])
    .join("");
}

function fromBase32(text: string): Buffer {
  let bits = "";
  for (const sign of text) bits += alphabet.indexOf(sign).toString(2).padStart(5, "0");
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** A new secret of 160 bits, base32. */
export const newTotpSecret = (): string => toBase32(randomBytes(20));

/** The number of the 30 s step that an instant falls into; `at` in ms since 1970. */
export const stepAt = (at: number): number => Math.floor(at / 1000 / stepSeconds);

/** The code of a step (RFC 6238 with SHA-1, which is what authenticator apps agree on). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/**
 * The step whose code this is; null when it fits none near `at` (ms since 1970), or only one that is
 * not after `lastStep`: a code that was taken is not taken again, nor an older one.
 */
export function matchTotp(
  secret: string,
  code: string,
  at: number,
  lastStep: number | null,
): number | null {
  let found: number | null = null;
  for (let step = stepAt(at) - drift; step <= stepAt(at) + drift; step++) {
    const expected = Buffer.from(totpCode(secret, step));
    const given = Buffer.from(code);
    const same = given.length === expected.length && timingSafeEqual(given, expected);
    if (same && step > (lastStep ?? -1)) found ??= step;
  }
  return found;
}

/** What an authenticator app reads: who issues the codes, for whom. */
export function otpauthLink(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
}
