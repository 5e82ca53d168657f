import { z } from "zod";
import { open, seal } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import type { MailChoice } from "./choices";
import { refuseMails } from "./choices";
import { notificationKinds } from "./schema";

const place = "unsubscribe:token";
const sealed = z.object({
  userId: z.uuid(),
  organisationId: z.uuid(),
  kind: z.enum(notificationKinds),
});

/** Names a person and a kind of mail in a link, for as long as the key that seals it is kept. */
export const unsubscribeToken = ({ userId, organisationId, kind }: MailChoice): string =>
  seal(JSON.stringify({ userId, organisationId, kind }), place);

/** Whose mails of which kind a link ends; null for one that was not made here. */
export function readUnsubscribe(token: string): MailChoice | null {
  try {
    return sealed.parse(JSON.parse(open(token, place)));
  } catch {
    return null;
  }
}

/**
 * Ends the mails that a link names, however often it is used.
 * unknown  it names none, or somebody who left
 * last     somebody has to get them, and nobody else does
 */
export async function unsubscribe(token: string): Promise<"ended" | "unknown" | "last"> {
  const choice = readUnsubscribe(token);
  if (!choice) return "unknown";
  try {
    return (await refuseMails(choice)) ? "ended" : "unknown";
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return "last";
    throw error;
  }
}
