import { layOutMail } from "./mail-layout";
import type { About, MailWords } from "./mail-words";
import { mailWords, pageOf, timeOf } from "./mail-words";
import type { NotificationKind } from "./schema";
import { notificationData } from "./schema";

export type WrittenMail = { subject: string; text: string; html: string };

/** On one line: names come from people, and a line break in a subject would begin another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

const longestSubject = 150;

/**
 * The mail of a notification as text and as HTML.
 * `data` is that of its kind; what an other version wrote and this one cannot read gets a mail that says so.
 */
export async function writeMail(input: {
  kind: NotificationKind;
  data: unknown;
  about: About;
  /** Address of the console without a slash at its end. */
  appUrl: string;
  /** Names the person and the kind on the page where such mails are ended. */
  unsubscribe: string;
}): Promise<WrittenMail> {
  const about = cleaned(input.about);
  const words = wordsOf(input.kind, input.data, about);
  const url = `${input.appUrl}${words.link.path}`;
  const paragraphs = [words.happened, words.meaning].map(oneLine);
  const list = (words.list ?? []).map(oneLine);
  const todo = words.todo && oneLine(words.todo);
  const nothing = "There is nothing to do.";
  const foot = `Noticed ${timeOf(about.at, about.timeZone)}. You get this mail as a user of ${about.organisationName} in Self-Managed Integrations.`;
  const leave = `${input.appUrl}/unsubscribe?token=${input.unsubscribe}`;
  const [first = "", ...others] = paragraphs;
  const text = [
    first,
    ...(list.length > 0 ? [list.map((line) => `- ${line}`).join("\n")] : []),
    ...others,
    todo ? `What to do: ${todo}` : nothing,
    `${words.link.label}:\n${url}`,
    `-- \n${foot}\nNo more mails of this kind: ${leave}`,
  ].join("\n\n");
  const html = await layOutMail({
    preview: first,
    paragraphs,
    list,
    todo: todo ? { lead: "What to do:", words: todo } : { words: nothing },
    link: { label: words.link.label, url },
    foot: { words: foot, leave: { label: "No more mails of this kind", url: leave } },
  });
  return { subject: shortened(oneLine(words.subject)), text: `${text}\n`, html };
}

function wordsOf(kind: NotificationKind, data: unknown, about: About): MailWords {
  // The table pairs each kind with its data; the compiler cannot follow the pair through the index.
  const parsed = notificationData[kind].safeParse(data);
  const write = mailWords[kind] as (data: unknown, about: About) => MailWords;
  if (parsed.success) return write(parsed.data, about);
  return {
    subject: `${about.integration?.name ?? about.organisationName}: a notification`,
    happened: `Something happened that people are told about (${kind}), but its details cannot be read.`,
    meaning: "The pages show what every order waits for.",
    todo: "Open the console and look.",
    link: { label: "Open the console", path: pageOf(about) },
  };
}

const cleaned = (about: About): About => ({
  ...about,
  organisationName: oneLine(about.organisationName),
  integration: about.integration && {
    id: about.integration.id,
    name: oneLine(about.integration.name),
    shopName: about.integration.shopName && oneLine(about.integration.shopName),
    customerName: oneLine(about.integration.customerName),
  },
});

function shortened(text: string): string {
  const letters = [...text];
  return letters.length > longestSubject
    ? `${letters.slice(0, longestSubject - 1).join("")}…`
    : text;
}
