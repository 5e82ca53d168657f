import PostalMime from "postal-mime";

export type ReceivedMail = {
  /** Grows by one with each mail. */
  id: number;
  /** ISO 8601, UTC. */
  receivedAt: string;
  messageId: string | null;
  from: string;
  /** As the header says. */
  to: string[];
  /** Whom the mail was handed over for. */
  recipients: string[];
  subject: string;
  text: string;
  html: string | null;
  headers: { key: string; value: string }[];
};

type Address = { name?: string; address?: string };
const shown = ({ name, address = "" }: Address): string =>
  name ? `${name} <${address}>` : address;

/** A mail as it came over the wire, taken apart. */
export async function readMail(
  raw: Buffer,
  arrival: { id: number; recipients: string[] },
): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  return {
    ...arrival,
    receivedAt: new Date().toISOString(),
    messageId: mail.messageId ?? null,
    from: mail.from ? shown(mail.from) : "",
    to: (mail.to ?? []).map(shown),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? null,
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
  };
}
