import { html } from "hono/html";
import type { Order } from "@/sandbox/cartoncloud/world/records";
import { statusLabels } from "@/sandbox/cartoncloud/world/statuses";
import type { Html } from "@/sandbox/kernel/page";
import { badge, page } from "@/sandbox/kernel/page";

type FloorPage = { title: string; notice?: string; problem?: string; body: Html };

/** A page of the warehouse floor; `problem` says why something was not done. */
export function floorPage({ title, notice, problem, body }: FloorPage): Html {
  return page({
    title,
    site: "CartonCloud sandbox",
    nav: [
      { href: "/", label: "Sale Orders" },
      { href: "/products", label: "Products" },
      { href: "/customers", label: "Customers" },
      { href: "/webhooks", label: "Webhooks" },
      { href: "/faults", label: "Faults" },
    ],
    notice,
    body: html`${problem ? html`<p class="problem" role="alert">${problem}</p>` : ""}${body}`,
  });
}

/** The status of an order in the words of CartonCloud's web pages. */
export function statusBadge(order: Order): Html {
  const tones = { DISPATCHED: "good", REJECTED: "bad", AWAITING_STOCK: "warn" } as const;
  const tone = order.status in tones ? tones[order.status as keyof typeof tones] : "plain";
  return badge(statusLabels[order.status], tone);
}

/** A form field that the reader does not see. */
export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}
