import type { Receipt } from "@/server/etsy/wire";
import type { OrderLinkEventInput } from "./order-link";
import type { EnteredAddress } from "./schema";

/** Shorter texts would be found by chance in other words. */
const shortest = 4;
const instead = "[buyer's data]";

type Texts = { receipt: Receipt | null; address: EnteredAddress | null };

/** What names the buyer, or was written by them, the longest first. */
function personalTexts({ receipt, address }: Texts): string[] {
  const texts = [
    ...(receipt
      ? [
          receipt.name,
          receipt.firstLine,
          receipt.secondLine,
          receipt.messageFromBuyer,
          receipt.giftMessage,
          receipt.giftSender,
          ...receipt.lines.flatMap((line) =>
            line.variations.filter((one) => one.personalisation).map(({ value }) => value),
          ),
        ]
      : []),
    ...(address ? [address.name, address.firstLine, address.secondLine] : []),
  ];
  return texts
    .filter((text): text is string => text !== null && text.length >= shortest)
    .sort((a, b) => b.length - a.length);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A sentence of another system without what it quotes of the buyer. */
const cleaner = (texts: readonly string[]) => (sentence: string) =>
  texts.reduce((left, text) => left.replace(new RegExp(escaped(text), "gi"), instead), sentence);

type Clean = (sentence: string) => string;

function cleanFacts(
  facts: Record<string, unknown> | null | undefined,
  clean: Clean,
): Record<string, unknown> {
  const { message, messages } = facts ?? {};
  return {
    ...facts,
    ...(typeof message === "string" ? { message: clean(message) } : {}),
    ...(Array.isArray(messages)
      ? { messages: messages.map((one) => (typeof one === "string" ? clean(one) : one)) }
      : {}),
  };
}

type Said = { lastError?: string | null; reasonDetail?: Record<string, unknown> | null };

/**
 * What an attempt leaves behind, without what another system's sentences quote of the buyer: these
 * columns are stored in plain.
 */
export function withoutBuyer<Values extends Said>(
  outcome: { values: Values; events: OrderLinkEventInput[] },
  texts: Texts,
): { values: Values; events: OrderLinkEventInput[] } {
  const personal = personalTexts(texts);
  if (personal.length === 0) return outcome;
  const clean = cleaner(personal);
  const { values } = outcome;
  return {
    values: {
      ...values,
      ...(values.lastError ? { lastError: clean(values.lastError) } : {}),
      ...(values.reasonDetail ? { reasonDetail: cleanFacts(values.reasonDetail, clean) } : {}),
    },
    events: outcome.events.map((event) =>
      event.data ? { ...event, data: cleanFacts(event.data, clean) } : event,
    ),
  };
}
