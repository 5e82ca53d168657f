import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

export type Account = { uid: number; gid: number };

/**
 * The account that PostgreSQL runs as: null is the user who starts us. PostgreSQL refuses to run as
 * root, so root lends it the owner of an existing cluster, the machine's postgres user, or nobody.
 *
 * @throws Error in words when root finds none of them.
 */
export function postgresAccount(cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const account = findAccount(readFileSync("/etc/passwd", "utf8"));
  if (account) return account;
  throw new Error(
    "PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody user to run it as. Start as an ordinary user, or set DATABASE_URL to a database of your own.",
  );
}

/** The first of postgres, _postgres (macOS) and nobody in the text of a passwd file. */
export function findAccount(passwd: string): Account | null {
  const entries = passwd.split("\n").map((line) => line.split(":"));
  for (const wanted of ["postgres", "_postgres", "nobody"]) {
    const entry = entries.find(([name]) => name === wanted);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  return null;
}

/** Whether the account may walk down to the folder and read it, judged by mode bits alone. */
export function isReachable(folder: string, account: Account | null): boolean {
  if (!account) return true;
  let at = nearestExisting(folder);
  for (let needed = 0o5; ; needed = 0o1) {
    const { uid, gid, mode } = statSync(at);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    if (((mode >> shift) & needed) !== needed) return false;
    if (at === dirname(at)) return true;
    at = dirname(at);
  }
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : nearestExisting(dirname(folder));
}
