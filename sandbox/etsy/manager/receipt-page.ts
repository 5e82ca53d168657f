import { html } from "hono/html";
import type { Receipt, Seller } from "@/sandbox/etsy/world/model";
import { grandTotal, paidTime } from "@/sandbox/etsy/world/model";
import { awaitsPayment } from "@/sandbox/etsy/world/pay-receipt";
import type { Html } from "@/sandbox/kernel/page";
import { button, field, form, page, select, table } from "@/sandbox/kernel/page";
import { addressFields } from "./address-fields";
import { receiptBadge } from "./receipt-state";
import { site } from "./shop-pages";
import { moneyText, timeText } from "./show-money";

/** One order with everything that happened to it, and what people can do with it. */
export function receiptPage(receipt: Receipt, seller: Seller, notice: string | undefined): Html {
  const body = html`<p><a href="/shops/${receipt.shopId}">${seller.shopName}</a></p>
${summary(receipt)}${lines(receipt)}${parcels(receipt)}${mails(receipt)}${actions(receipt)}`;
  return page({ ...site, title: `Receipt ${receipt.id}`, notice, body });
}

function summary(receipt: Receipt): Html {
  const { firstLine, secondLine, city, state, zip, country } = receipt.address;
  const address = [receipt.name, firstLine, secondLine, city, state, zip, country].filter(Boolean);
  const { gift } = receipt;
  const paid = paidTime(receipt);
  const giftText = `${gift.message || "no message"}${gift.wrapPrice ? ", wrapped" : ""}`;
  return html`<section><dl>
<dt>State</dt><dd>${receiptBadge(receipt)}</dd>
<dt>Placed</dt><dd>${timeText(receipt.createdAt)}</dd>
<dt>Paid</dt><dd>${paid === null ? "not yet" : timeText(paid)}</dd>
<dt>Changed</dt><dd>${timeText(receipt.updatedAt)}</dd>
<dt>Ship to</dt><dd>${address.join(", ")}</dd>
<dt>Total</dt><dd>${moneyText(grandTotal(receipt), receipt.currency)}</dd>
<dt>Shipping</dt><dd>${receipt.shippingUpgrade ?? receipt.shippingMethod ?? "none"}</dd>
${gift.is ? html`<dt>Gift</dt><dd>${giftText}</dd>` : ""}
${receipt.messageFromBuyer ? html`<dt>Buyer says</dt><dd>${receipt.messageFromBuyer}</dd>` : ""}
</dl></section>`;
}

function lines(receipt: Receipt): Html {
  const rows = receipt.lines.map((line) => {
    const choices = line.variations.map((one) => `${one.name}: ${one.value}`).join(", ");
    return html`<tr><td>${line.title}${choices ? html`<br><small>${choices}</small>` : ""}</td>
<td>${line.sku ?? "no SKU"}${line.digital ? ", digital" : ""}</td><td>${line.quantity}</td>
<td>${moneyText(line.price, receipt.currency)}</td></tr>`;
  });
  const headings = ["Thing", "SKU", "Quantity", "Each"];
  return html`<section><h2>Lines</h2>${table({ label: "Lines", headings, rows })}</section>`;
}

function parcels(receipt: Receipt): Html {
  const shipped = receipt.shipments.map(
    (one) => html`<li>${one.carrier} <strong>${one.code}</strong>, ${timeText(one.at)}</li>`,
  );
  const refunded = receipt.refunds.map(
    (one) =>
      html`<li>${moneyText(one.amount, receipt.currency)} given back, ${timeText(one.at)}</li>`,
  );
  const none = receipt.isShipped ? "Completed without tracking." : "Not shipped yet.";
  return html`<section><h2>Parcels</h2>
${shipped.length > 0 ? html`<ul>${shipped}</ul>` : html`<p>${none}</p>`}
${receipt.deliveredAt ? html`<p>Delivered ${timeText(receipt.deliveredAt)}</p>` : ""}
${refunded.length > 0 ? html`<h2>Refunds</h2><ul>${refunded}</ul>` : ""}</section>`;
}

function mails(receipt: Receipt): Html {
  const list = receipt.mails.map(
    (mail) => html`<li><strong>${mail.subject}</strong> to ${mail.to}, ${timeText(mail.at)}
<br>${mail.text}</li>`,
  );
  return html`<section><h2>E-mails sent</h2>
${list.length > 0 ? html`<ul>${list}</ul>` : html`<p>None.</p>`}</section>`;
}

function actions(receipt: Receipt): Html {
  const at = `/shops/${receipt.shopId}/receipts/${receipt.id}`;
  const refund = html`${field({
    label: "Amount to give back",
    name: "amount",
    hint: "Empty for everything",
  })}<div class="actions">${button("Refund", "quiet")}</div>`;
  const ship = html`<div class="grid">
${field({ label: "Carrier", name: "carrier_name", value: "usps" })}
${field({ label: "Tracking code", name: "tracking_code" })}</div>
<div class="actions">${button("Complete order by hand", "quiet")}</div>`;
  const address = html`${addressFields(receipt)}
<div class="actions">${button("Save address", "quiet")}</div>`;
  const named = receipt.lines.map(({ transactionId, title }) => ({
    value: String(transactionId),
    label: title,
  }));
  const quantity = html`<div class="grid">${select({ label: "Line", name: "line", value: named[0]?.value ?? "", options: named })}
${field({ label: "Quantity", name: "quantity", type: "number", value: receipt.lines[0]?.quantity ?? 1 })}</div>
<div class="actions">${button("Save quantity", "quiet")}</div>`;
  const pay = html`<section><h2>Pay</h2>${form(
    `${at}/pay`,
    html`<div class="actions">${button("Pay as the buyer")}</div>`,
  )}</section>`;
  return html`${awaitsPayment(receipt) ? pay : ""}<section><h2>Ship</h2>${form(`${at}/ship`, ship)}
${form(`${at}/deliver`, html`<div class="actions">${button("Mark delivered", "quiet")}</div>`)}</section>
<section><h2>Address</h2>${form(`${at}/address`, address)}</section>
<section><h2>Quantity</h2>${form(`${at}/quantity`, quantity)}</section>
<section><h2>Refund or cancel</h2>${form(`${at}/refund`, refund)}
${form(`${at}/cancel`, html`<div class="actions">${button("Cancel order", "danger")}</div>`)}</section>`;
}
