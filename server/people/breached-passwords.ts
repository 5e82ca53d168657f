import { createHash } from "node:crypto";
import list from "./breached.json";

/** So many bytes of each hash are kept: of good passwords one in 25 million is refused by chance. */
export const keptBytes = 5;

/** How a password stands in the list: the beginning of its SHA-256, in lower case. */
export const breachHash = (password: string): Buffer =>
  createHash("sha256").update(password.toLowerCase()).digest().subarray(0, keptBytes);

let known: Buffer | undefined;

/** How many passwords are known. */
export function knownPasswords(): number {
  known ??= Buffer.from(list.hashes, "base64");
  return known.length / keptBytes;
}

/**
 * Whether a password is known from breaches: it is among those of twelve characters and more within the
 * million that people chose most often (decision 10).
 */
export function isBreached(password: string): boolean {
  const wanted = breachHash(password);
  let [low, high] = [0, knownPasswords() - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = middle * keptBytes;
    const order = known?.subarray(at, at + keptBytes).compare(wanted) ?? 0;
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
