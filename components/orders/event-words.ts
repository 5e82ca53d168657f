import { holdTitle, skipTitle } from "./reason-words";

type Data = Record<string, unknown>;
export type TimelineEvent = { kind: string; data: Data; userName: string | null };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
/** A title inside a sentence; names keep their capital. */
const lower = (words: string) =>
  /^(CartonCloud|Etsy)/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
/** A message of another system as the end of a sentence. */
const because = (value: unknown) => {
  const words = text(value).trim();
  return words ? `: ${words.replace(/[.\s]+$/, "")}` : "";
};
const parcel = (data: Data) => {
  const code = text(data.trackingCode);
  if (!code) return "without tracking";
  return data.carrier ? `${code} with ${text(data.carrier)}` : code;
};
const status = (data: Data) => (data.status ? ` as ${text(data.status)}` : "");

/** The other SKUs that an order waits for after an answer to one. */
const stillFor = ({ still }: Data) =>
  Array.isArray(still) && still.length > 0
    ? `; it still waits for ${still.map((sku) => skuName(text(sku))).join(", ")}`
    : "";

function editedWords({ address, lines }: Data): string {
  const parts = [
    ...(address ? ["the address"] : []),
    ...(Number(lines) > 0 ? [Number(lines) === 1 ? "1 line" : `${Number(lines)} lines`] : []),
  ];
  return parts.join(" and ");
}

type Sentence = (data: Data, who: string) => string;

const codes = ({ trackingCodes }: Data): string =>
  Array.isArray(trackingCodes) ? trackingCodes.map(text).join(", ") : "";

/** One sentence for each kind; `who` is the person, or "Someone" where that is not known any more. */
const sentences: Record<string, Sentence> = {
  "receipt.stored": (data) => `The receipt was read from Etsy${status(data)}.`,
  "receipt.changed": (data) => `The receipt changed in Etsy; it is read${status(data)} now.`,
  "receipt.edited": (data) =>
    `The receipt was changed in Etsy after its order was created: ${editedWords(data)}. The order was left alone.`,
  "receipt.unedited": () => "The receipt in Etsy is again as its order was created.",
  hold: (data) => `Held: ${lower(holdTitle(text(data.reason)))}${because(data.message)}.`,
  released: (_data, who) => `${who} let it go on.`,
  skipped: (data, who) =>
    data.reason === "dismissed"
      ? `${who} dismissed it${because(data.why)}.`
      : `Not imported: ${lower(skipTitle(text(data.reason)))}.`,
  "create.sent": () => "The outbound order was sent to CartonCloud.",
  "create.unclear": (data) =>
    `CartonCloud's answer was lost${because(data.message)}. It is searched for before anything is sent again.`,
  "order.created": () => "The outbound order was created in CartonCloud.",
  "order.adopted": (_data, who) =>
    who === nobody
      ? "The outbound order was there already and was taken over."
      : `${who} took over the outbound order that was there already.`,
  "order.status": (data) => `CartonCloud shows the outbound order${status(data)}.`,
  dispatched: () => "The warehouse dispatched the order.",
  "tracking.awaited": () => "It was dispatched without tracking; the tracking is waited for.",
  "tracking.later": (data) =>
    `CartonCloud shows the tracking ${codes(data)} since. ${data.tells ? "Etsy is told of it." : "Etsy was not told: this integration leaves that to people."}`,
  "tracking.sent_on": (_data, who) => `${who} had Etsy told of the later tracking.`,
  "parcel.told": (data) => `Etsy was told of the parcel ${parcel(data)}.`,
  "parcel.found": (data) => `Etsy showed the parcel ${parcel(data)} already.`,
  "fulfilment.off": () => "Completing it in Etsy is left to the seller.",
  completed: (data) =>
    data.byHand
      ? "The receipt was completed in Etsy by hand. Nothing is left to do."
      : "The receipt is completed in Etsy. Nothing is left to do.",
  stop_ship: (data) =>
    `Etsy shows the receipt${status(data)} although the warehouse has the order. Someone has to stop it there.`,
  "error.retry": (data) =>
    `${text(data.system) || "The other side"} did not do it${because(data.message)}. It is tried again by itself.`,
  "error.own": () => "Something unexpected went wrong here. It is tried again by itself.",
  "address.entered": (_data, who) => `${who} entered the address.`,
  "warehouse.chosen": (data, who) =>
    `${who} chose the warehouse${data.warehouseName ? ` ${text(data.warehouseName)}` : ""}.`,
  "sku.bound": (data, who) =>
    `${who} chose the product code ${text(data.productCode)} for ${skuName(text(data.sku))}${stillFor(data)}.`,
  "tracking.entered": (data, who) => `${who} entered the tracking ${parcel(data)}.`,
  done_by_hand: (_data, who) => `${who} marked it done.`,
  "personal_data.erased": (data, who) =>
    who === nobody
      ? "The buyer's personal data was erased."
      : `${who} had the buyer's personal data erased${data.leftOut ? "; the receipt is left out for good" : ""}.`,
};

const nobody = "Someone";

/** How a line without an SKU is called among people; others by their SKU. */
export const skuName = (sku: string): string =>
  sku.startsWith("listing:")
    ? `listing ${sku.slice("listing:".length).replaceAll("|", ", ")}`
    : sku;

/** What happened to an order, in a sentence. A kind that is not known here gets a neutral one. */
export function eventWords({ kind, data, userName }: TimelineEvent): string {
  const who = userName ?? nobody;
  const known = sentences[kind];
  if (known) return known(data, who);
  const what = kind.replaceAll(/[._]/g, " ");
  return userName ? `${userName}: ${what}.` : `Noted: ${what}.`;
}
