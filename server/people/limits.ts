import { DomainError } from "@/server/errors";
import { countAttempt, waitInWords } from "./attempts";
import type { Scope } from "./scope";

const windowSeconds = 5 * 60;

/**
 * What one person may do within five minutes: far more than hands can, and too little for a program to
 * fill tables, to use up what Etsy and CartonCloud allow, or to copy everything out again and again.
 */
const most = {
  /** Any change, all procedures together. */
  change: 300,
  /** What asks Etsy or CartonCloud at once: previews, the test of a connection. */
  outside: 40,
  /** Files. */
  export: 40,
} as const;

/** Counts what a person does. @throws DomainError too_many, with how long to wait. */
export async function limitPerson(
  { userId }: Pick<Scope, "userId">,
  what: keyof typeof most,
): Promise<void> {
  const limit = { subject: `${what}:${userId}`, most: most[what], windowSeconds };
  const seconds = await countAttempt([limit]);
  if (seconds > 0)
    throw new DomainError(
      "too_many",
      `You asked for this very often within five minutes. Try again in ${waitInWords(seconds)}.`,
    );
}
