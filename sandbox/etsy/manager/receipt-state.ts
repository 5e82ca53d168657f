import type { Receipt } from "@/sandbox/etsy/world/model";
import type { Html } from "@/sandbox/kernel/page";
import { badge } from "@/sandbox/kernel/page";

const tones: Partial<Record<Receipt["status"], "good" | "warn" | "bad">> = {
  paid: "warn",
  completed: "good",
  canceled: "bad",
  "fully refunded": "bad",
};

/** The state of a receipt as a pill. */
export function receiptBadge(receipt: Receipt): Html {
  const { status } = receipt;
  const label = status.charAt(0).toUpperCase() + status.slice(1);
  return badge(label, tones[status] ?? "plain");
}

/** "Royal-mail AB123, …" or that there is none. */
export function trackingText(receipt: Receipt): string {
  const codes = receipt.shipments.map((shipment) => `${shipment.carrier} ${shipment.code}`);
  if (codes.length > 0) return codes.join(", ");
  return receipt.isShipped ? "shipped without tracking" : "not shipped";
}
