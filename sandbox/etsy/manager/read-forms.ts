import { listings } from "@/sandbox/demo";
import { orderSpec } from "@/sandbox/etsy/world/order-spec";

/** Reads the order form; listings with quantity 0 are not bought. */
export function readOrderForm(form: URLSearchParams) {
  const text = (name: string) => form.get(name)?.trim() ?? "";
  const personalization = text("personalization") || undefined;
  const lines = listings
    .map(({ listingId }) => ({ listingId, quantity: Number(text(`quantity-${listingId}`)) }))
    .filter((line) => line.quantity !== 0)
    .map((line, index) => (index === 0 ? { ...line, personalization } : line));
  return orderSpec.safeParse({
    lines,
    ...readAddress(form),
    status: text("status") || "paid",
    isGift: form.has("is_gift"),
    giftMessage: text("gift_message"),
    giftWrapPrice: form.has("gift_wrap") ? 350 : 0,
    messageFromBuyer: text("message_from_buyer") || null,
    shippingUpgrade: text("shipping_upgrade") || null,
  });
}

/** Reads the address fields that both forms share. */
export function readAddressForm(form: URLSearchParams) {
  const { name, address } = readAddress(form);
  return { name, ...address };
}

function readAddress(form: URLSearchParams) {
  const text = (name: string) => form.get(name)?.trim() ?? "";
  const address = {
    firstLine: text("first_line"),
    secondLine: text("second_line") || null,
    city: text("city"),
    state: text("state") || null,
    zip: text("zip"),
    country: text("country"),
  };
  return { name: text("name"), address };
}

/**
 * "12.50" as 1250 minor units; nothing for an empty field.
 *
 * @throws Error when the text is no amount.
 */
export function readMoney(text: string | null): number | undefined {
  if (!text?.trim()) return undefined;
  const amount = Math.round(Number(text) * 100);
  if (!Number.isFinite(amount) || amount <= 0)
    throw new Error("Write the amount like 12.50, or leave the field empty for everything.");
  return amount;
}
