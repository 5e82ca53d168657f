import he from "he";
import { html } from "hono/html";
import { listings } from "@/sandbox/demo";
import { buyers } from "@/sandbox/etsy/world/buyers";
import type { Seller } from "@/sandbox/etsy/world/model";
import type { Html } from "@/sandbox/kernel/page";
import { button, checkbox, field, form, select } from "@/sandbox/kernel/page";
import { addressFields } from "./address-fields";
import { moneyText } from "./show-money";

const upgrades = [
  { value: "", label: "None (Standard Shipping)" },
  { value: "Express Post", label: "Express Post" },
  { value: "Priority 2-day", label: "Priority 2-day" },
];
const payments = [
  { value: "paid", label: "Paid" },
  { value: "payment processing", label: "Payment still processing" },
  { value: "open", label: "Not paid" },
];

/** Places an order as a buyer. The button is all it takes; the rest is folded away and filled in. */
export function orderForm(seller: Seller): Html {
  const buyer = buyers.find((one) => one.address.country === seller.country) ?? buyers[0];
  const currency = seller.currency ?? "USD";
  const quantities = listings.map((listing, index) =>
    field({
      label: `${he.decode(listing.title)}, ${moneyText(listing.price, currency)}`,
      name: `quantity-${listing.listingId}`,
      type: "number",
      value: index === 0 ? 1 : 0,
      hint: `${listing.sku ?? "no SKU"}${listing.digital ? ", digital" : ""}`,
    }),
  );
  const content = html`<p>As ${buyer.name}: one ${he.decode(listings[0].title)}, unless you change it.</p>
<details><summary>Change what is ordered</summary>
<h3>Listings and quantities</h3><div class="grid">${quantities}</div>
<h3>Buyer</h3>${addressFields(buyer)}
<h3>Wishes</h3><div class="grid">
${select({ label: "Shipping upgrade", name: "shipping_upgrade", value: "", options: upgrades })}
${field({ label: "Personalisation of the first thing", name: "personalization" })}
${field({ label: "Message to the seller", name: "message_from_buyer" })}
${field({ label: "Gift message", name: "gift_message" })}
${select({ label: "Payment", name: "status", value: "paid", options: payments })}
</div>
${checkbox({ label: "It is a gift", name: "is_gift" })}
${checkbox({ label: "Gift wrap", name: "gift_wrap" })}
</details>
<div class="actions">${button("Place an order")}</div>`;
  return form(`/shops/${seller.shopId}/orders`, content);
}
