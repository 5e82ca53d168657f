import type { Queryable } from "@/db/client";
import { accountMail } from "@/db/schema/sign-in";
import { seal } from "@/server/crypto";
import type { AccountMailKind } from "./write-account-mail";

export const mailTokenPlace = (mailId: string): string => `account_mail:token:${mailId}`;

/**
 * Has a mail sent within a minute; call it with the transaction of what it tells. A token is kept
 * sealed until the mail is sent, and then no more.
 */
export async function queueAccountMail(
  tx: Queryable,
  mail: {
    kind: AccountMailKind;
    to: { name: string; email: string };
    /** Names for the text, such as that of the organisation. */
    data?: Record<string, string>;
    token?: string;
    /** A mail that could not be sent by then is of no use. */
    expiresAt?: Date;
  },
): Promise<void> {
  const id = crypto.randomUUID();
  await tx.insert(accountMail).values({
    id,
    kind: mail.kind,
    toName: mail.to.name,
    toEmail: mail.to.email,
    data: mail.data ?? {},
    tokenSealed: mail.token ? seal(mail.token, mailTokenPlace(id)) : null,
    expiresAt: mail.expiresAt ?? new Date(Date.now() + 7 * 24 * 3_600_000),
  });
}
