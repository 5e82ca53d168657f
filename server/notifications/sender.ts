import { createTransport } from "nodemailer";
import { env } from "@/server/env";
import { toldOutside } from "@/server/outside-call";
import type { Recipient } from "./recipients";
import type { WrittenMail } from "./write-mail";

/** Longest waits for a mail server, in milliseconds; together less than a mail's claim lasts. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

export type Letter = WrittenMail & {
  to: Pick<Recipient, "name" | "email">;
  /** The same for every try of one mail, so that a repeat is recognised as one; no angle brackets. */
  messageId: string;
  /** Takes a POST that ends mails of this kind (RFC 8058). Left out for mails that one asked for. */
  unsubscribeUrl?: string;
};

export type Sender = { send(letter: Letter): Promise<void>; close(): void };

/** The way to the mail server of SMTP_URL over one connection; null where none is set. */
export function openSender(): Sender | null {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL || !MAIL_FROM) return null;
  const transport = createTransport({ url: SMTP_URL, pool: true, maxConnections: 1, ...patience });
  return {
    async send({ to, messageId, subject, text, html, unsubscribeUrl }) {
      const mail = {
        from: MAIL_FROM,
        to: { name: to.name, address: to.email },
        subject,
        text,
        html,
        messageId: `<${messageId}>`,
        headers: {
          // Keeps out-of-office replies away.
          "Auto-Submitted": "auto-generated",
          ...(unsubscribeUrl && {
            "List-Unsubscribe": `<${unsubscribeUrl}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      };
      const { protocol, host } = new URL(SMTP_URL);
      await toldOutside(
        { system: "mail", method: "SMTP", url: `${protocol}//${host}/mail`, same: messageId },
        () => transport.sendMail(mail),
        () => 250,
      );
    },
    close: () => transport.close(),
  };
}

/** Nodemailer's codes for a server that was not reached, or that takes no mail of ours at all. */
const outages = new Set([
  "ECONNECTION",
  "ETIMEDOUT",
  "ESOCKET",
  "EDNS",
  "ETLS",
  "EPROTOCOL",
  "EAUTH",
  "ENOAUTH",
  "EOAUTH2",
  "EPROXY",
]);

/** Whether the next mail would meet the same; otherwise it is this one that failed. */
export const isOutage = (error: unknown): boolean =>
  error instanceof Error && "code" in error && outages.has(String(error.code));
