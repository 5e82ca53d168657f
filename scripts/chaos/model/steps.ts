import { routes } from "@/scripts/testing/routes";
import type { Failpoint } from "@/server/failpoint";

/** Kinds of receipts, by what has to become of them. */
export const kinds = {
  plain: {},
  lines: {
    lines: [
      { listingId: 81000001, quantity: 2 },
      { listingId: 81000002 },
      { listingId: 81000004, quantity: 3 },
    ],
  },
  gift: { isGift: true, giftMessage: "For you, with love", giftSender: "Ana" },
  mixed: { lines: [{ listingId: 81000005 }, { listingId: 81000003 }] },
  digital: { lines: [{ listingId: 81000005 }] },
  unknownSku: { lines: [{ listingId: 81000007 }] },
  noSku: { lines: [{ listingId: 81000006 }] },
  noAddress: { address: { firstLine: "", city: "", zip: "" } },
} as const;
export type Kind = keyof typeof kinds;

/** What one call may meet. "before": nothing happened there; "after": it did, and the answer is lost. */
export const troubles = {
  "500": { kind: "status", status: 500 },
  "429": { kind: "status", status: 429, headers: { "retry-after": "1" } },
  "cut short": { kind: "hang", ms: 200 },
  reset: { kind: "reset" },
  "half JSON": { kind: "half-json" },
  html: { kind: "html" },
} as const;
export type Trouble = keyof typeof troubles;

/** Calls that may meet trouble: whose they are, and their route in the journal. */
export const calls = {
  page: ["etsy", routes.page],
  receipt: ["etsy", routes.receipt],
  token: ["etsy", routes.token],
  tracking: ["etsy", routes.tracking],
  order: ["cartonCloud", routes.order],
  search: ["cartonCloud", routes.search],
  consignments: ["cartonCloud", routes.consignments],
} as const;
export type Call = keyof typeof calls;

/** Where a process may end without taking Etsy's new token with it. */
export const crashPoints = [
  "page.fetched.after",
  "rows.inserted.after",
  "cursor.saved.after",
  "receipt.claimed.after",
  "order.searched.after",
  "order.sent.before",
  "order.sent.after",
  "order.saved.after",
  "consignments.read.after",
  "shipment.sent.before",
  "shipment.sent.after",
  "shipment.saved.after",
  "token.saved.after",
] as const satisfies readonly Failpoint[];

/** `at` picks a receipt: any number, counted round and round. */
type OfReceipt = { at: number };

/** One thing that happens, as data: printed on failure, and kept in the list of regressions. */
export type Step =
  // In the shop.
  | { do: "place"; kind: Kind }
  | ({ do: "cancel" } & OfReceipt)
  | ({ do: "refund"; full: boolean; touch: boolean } & OfReceipt)
  | ({ do: "move"; touch: boolean } & OfReceipt)
  | ({ do: "ship" } & OfReceipt)
  // The product at work. `rested`: two minutes have passed since the last create; `twice`: two workers.
  | { do: "pull" }
  | ({ do: "work"; rested: boolean; twice: boolean } & OfReceipt)
  | { do: "work all" }
  | { do: "two workers" }
  | { do: "look for dispatches" }
  | ({ do: "fulfil"; twice: boolean } & OfReceipt)
  // On the warehouse floor.
  | ({ do: "dispatch"; parcels: 0 | 1 | 2 } & OfReceipt)
  | ({ do: "add tracking" } & OfReceipt)
  | { do: "allow duplicates" }
  // The connection.
  | { do: "revoke" }
  | { do: "reconnect" }
  | { do: "expire" }
  | { do: "pause" }
  | { do: "resume" }
  // Trouble on the next such call, or at the next such place.
  | { do: "trouble"; call: Call; when: "before" | "after"; trouble: Trouble }
  | { do: "crash"; point: (typeof crashPoints)[number] }
  // People.
  | ({ do: "bind" } & OfReceipt)
  | ({ do: "enter address" } & OfReceipt)
  | ({ do: "enter tracking" } & OfReceipt)
  | ({ do: "retry" } & OfReceipt)
  | ({ do: "adopt" } & OfReceipt)
  | ({ do: "mark done" } & OfReceipt)
  | ({ do: "dismiss" } & OfReceipt);
