import type { Receipt } from "./wire";
import { receipt } from "./wire";

/** A paid receipt as Etsy's API answers it, with `changes` on top. For tests. */
export function etsyReceipt(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    receipt_id: 3_200_000_001,
    receipt_type: 0,
    status: "Paid",
    name: "Niamh O&#39;Connell",
    first_line: "13 Fig &amp; Vine Row",
    second_line: null,
    city: "Portland",
    state: "OR",
    zip: "97201",
    country_iso: "US",
    is_paid: true,
    is_shipped: false,
    created_timestamp: 1_780_000_000,
    updated_timestamp: 1_780_000_100,
    message_from_buyer: null,
    is_gift: false,
    gift_message: "",
    gift_sender: "",
    gift_wrap_price: { amount: 0, divisor: 100, currency_code: "USD" },
    grandtotal: { amount: 6150, divisor: 100, currency_code: "USD" },
    shipments: [],
    refunds: [],
    transactions: [etsyTransaction()],
    ...changes,
  };
}

export function etsyTransaction(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    transaction_id: 4_100_000_001,
    listing_id: 81_000_001,
    title: "Stoneware mug &ldquo;Fog&rdquo;",
    sku: "MUG-FOG",
    quantity: 2,
    is_digital: false,
    paid_timestamp: 1_780_000_050,
    expected_ship_date: 1_780_300_000,
    shipping_method: null,
    shipping_upgrade: null,
    price: { amount: 2800, divisor: 100, currency_code: "USD" },
    variations: [],
    ...changes,
  };
}

/** {@link etsyReceipt} as the product reads it. */
export const readReceipt = (changes: Record<string, unknown> = {}): Receipt =>
  receipt.parse(etsyReceipt(changes));
