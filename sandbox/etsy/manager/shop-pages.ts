import { html } from "hono/html";
import type { Receipt, Seller } from "@/sandbox/etsy/world/model";
import { grandTotal } from "@/sandbox/etsy/world/model";
import type { World } from "@/sandbox/etsy/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { page, table } from "@/sandbox/kernel/page";
import { orderForm } from "./order-form";
import { receiptBadge, trackingText } from "./receipt-state";
import { moneyText, timeText } from "./show-money";

const MOST_SHOWN = 100;
export const site = {
  site: "Etsy stand-in",
  nav: [
    { href: "/", label: "Shops" },
    { href: "/settings", label: "Settings" },
    { href: "/journal", label: "Requests" },
  ],
};

const states: Record<string, { label: string; fits(receipt: Receipt): boolean }> = {
  all: { label: "All", fits: () => true },
  waiting: { label: "To ship", fits: (r) => r.isPaid && !r.isShipped && r.status !== "canceled" },
  completed: { label: "Completed", fits: (r) => r.isShipped },
  canceled: { label: "Canceled", fits: (r) => r.status === "canceled" },
};

/** A page with one sentence, for what does not exist or was refused. */
export function messagePage(title: string, text: string): Html {
  return page({ ...site, title, body: html`<p class="problem" role="alert">${text}</p>` });
}

/** Every shop with the number of its orders. */
export function shopsPage(world: World): Html {
  const shops = world.sellers().flatMap((seller) => {
    if (seller.shopId === null) return [];
    const receipts = world.receiptsBy(seller.shopId, "id");
    const waiting = receipts.filter((receipt) => states.waiting?.fits(receipt)).length;
    return [
      html`<section><h2><a href="/shops/${seller.shopId}">${seller.shopName}</a></h2>
<p>${receipts.length} orders, ${waiting} to ship · ${seller.country}, ${seller.currency}${
        seller.access === "restricted" ? " · Etsy withholds addresses from apps" : ""
      }</p></section>`,
    ];
  });
  const intro = html`<p>Stands in for Etsy: shops, their orders and the API that apps use.</p>`;
  return page({ ...site, title: "Shops", body: html`${intro}${shops}` });
}

/** A shop's orders, newest first, and the form that places one. */
export function shopPage(world: World, seller: Seller, state: string): Html {
  const chosen = states[state] ?? { label: "All", fits: () => true };
  const receipts = world
    .receiptsBy(seller.shopId ?? 0, "createdAt")
    .filter(chosen.fits)
    .toReversed();
  const links = Object.entries(states).map(
    ([key, { label }]) =>
      html`<a href="?state=${key}" ${key === state ? html`aria-current="true"` : ""}>${label}</a> `,
  );
  const rows = receipts.slice(0, MOST_SHOWN).map((receipt) => receiptRow(receipt));
  const more = receipts.length > MOST_SHOWN ? `, the newest ${MOST_SHOWN} of them shown` : "";
  const headings = ["Receipt", "State", "Buyer", "Total", "Tracking", "Placed"];
  const body = html`<section><h2>Order as a buyer</h2>${orderForm(seller)}</section>
<section><h2>Orders</h2><p>${links}<span class="soft">${receipts.length} orders${more}</span></p>
${table({ label: "Orders", headings, rows })}</section>`;
  return page({ ...site, title: seller.shopName ?? seller.login, body });
}

function receiptRow(receipt: Receipt): Html {
  const address = `/shops/${receipt.shopId}/receipts/${receipt.id}`;
  return html`<tr><td><a href="${address}">${receipt.id}</a></td><td>${receiptBadge(receipt)}</td>
<td>${receipt.name}</td><td>${moneyText(grandTotal(receipt), receipt.currency)}</td>
<td>${trackingText(receipt)}</td><td>${timeText(receipt.createdAt)}</td></tr>`;
}
