import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";

const version = "v1";
const tagBytes = 16;

/**
 * Seals a secret with AES-256-GCM under the first key of ENCRYPTION_KEYS.
 * `place` (table:column:row id) is authenticated with it, so a sealed text moved to another row does not open.
 * Shape: v1.<key id>.<iv>.<tag>.<ciphertext>, base64url.
 */
export function seal(plain: string, place: string): string {
  const current = env().ENCRYPTION_KEYS[0];
  if (!current) throw new Error("ENCRYPTION_KEYS is empty.");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", current.key, iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString("base64url"));
  return [version, current.id, ...parts].join(".");
}

export type KeyRing = readonly { id: string; key: Buffer }[];

/** Opens what {@link seal} made. @throws Error when the text, the place or the key ring does not fit. */
export const open = (sealed: string, place: string): string =>
  openWith(env().ENCRYPTION_KEYS, sealed, place);

/** {@link open} with another key ring than that of this process. */
export function openWith(ring: KeyRing, sealed: string, place: string): string {
  const [head, keyId, iv, tag, body] = sealed.split(".");
  if (head !== version || !keyId || !iv || !tag || body === undefined)
    throw new Error(`The sealed value at ${place} is not of a known form.`);
  const entry = ring.find(({ id }) => id === keyId);
  if (!entry) throw new Error(`The key ${keyId} that sealed ${place} is not in ENCRYPTION_KEYS.`);
  // Without a length, a tag cut to four bytes would be taken, which can be guessed.
  const decipher = createDecipheriv("aes-256-gcm", entry.key, Buffer.from(iv, "base64url"), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([
    decipher.update(Buffer.from(body, "base64url")),
    decipher.final(),
  ]).toString("utf8");
}

/** The beginning of everything that is sealed under the first key of ENCRYPTION_KEYS. */
export const currentPrefix = (): string => `${version}.${env().ENCRYPTION_KEYS[0]?.id}.`;

/** 256 random bits, base64url: for states, verifiers and keys. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256, hex. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Whether a text is the one that has this sha256; how long that takes tells nothing of either. */
export const hasSha256 = (text: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(text), "hex"), Buffer.from(hash, "hex"));
