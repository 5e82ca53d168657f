import type { integration, pull } from "@/db/schema/integration";
import type { orderLink, shipment } from "@/db/schema/order-link";
import type { Receipt as ShopReceipt } from "@/sandbox/etsy/world/model";
import type { Receipt } from "@/server/etsy/wire";

/** One request that a stand-in answered; `at` is ISO 8601 UTC. */
export type Exchange = {
  at: string;
  route: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  status: number | null;
  response: unknown;
  fault: unknown;
};

/** An outbound order as the warehouse has it. Times in epoch ms. */
export type FloorOrder = {
  id: string;
  /** references.customer: the receipt's number. */
  reference: string;
  customerId: string;
  warehouseId: string | null;
  status: string;
  createdAt: number;
  contactName: string;
  address1: string;
  postcode: string;
  country: string;
  /** Null where CartonCloud hides the lines of a rejected order. */
  lines: { code: string; quantity: number }[] | null;
  /** Tracking numbers of its consignments that are not canceled. */
  tracking: string[];
};

type LinkRow = typeof orderLink.$inferSelect;

export type LinkSeen = Omit<LinkRow, "receiptSealed" | "addressSealed"> & {
  /** The receipt as the product stored it; null once erased. */
  receipt: Receipt | null;
  addressEntered: boolean;
};

export type IntegrationSeen = Pick<
  typeof integration.$inferSelect,
  | "id"
  | "organisationId"
  | "customerId"
  | "status"
  | "etsyShopId"
  | "importSince"
  | "pullCursor"
  | "activatedAt"
  | "deletedAt"
> & {
  cartonCloudCustomerId: string;
  /** Whether Etsy is to be told of dispatched orders. */
  completes: boolean;
  /** Etsy SKU to product code. */
  aliases: Record<string, string>;
  connection: { etsyUserId: number; refreshToken: string; generation: number } | null;
};

/** All that the invariants are judged by, as plain data. */
export type Snapshot = {
  takenAt: number;
  /** Nothing is left to do: every receipt must have come to where it stays. */
  drained: boolean;
  receipts: ShopReceipt[];
  orders: FloorOrder[];
  etsy: Exchange[];
  /** When a process ended with a page of receipts that it had not stored, ISO 8601 UTC. */
  pagesLost: readonly string[];
  cartonCloud: Exchange[];
  /** Limits that the stand-ins were told to keep; 0 is none. */
  limits: { ordersPerMinute: number; etsyPerSecond: number; etsyPerDay: number };
  shopOwners: Record<number, number>;
  /** The tenant that each API client was made for. */
  clientTenants: Record<string, string | null>;
  integrations: IntegrationSeen[];
  links: LinkSeen[];
  shipments: (typeof shipment.$inferSelect)[];
  pulls: (typeof pull.$inferSelect)[];
  /** What people did to order links, and whether they belong to that organisation. */
  acts: { kind: string; receiptId: string; userId: string; member: boolean }[];
  /** Kinds of the events of each integration, oldest first. */
  integrationEvents: { integrationId: string; kind: string }[];
  /** Every row of every table as text, and every line that was logged. */
  plainText: { where: string; text: string }[];
  /** Secrets and buyers' data that must not stand in any plain text. */
  canaries: { what: string; text: string }[];
};

/** What counts as the same parcel, judged without the product's own help. */
export const parcelKey = (code: string): string => code.replace(/[^0-9a-z]/gi, "").toUpperCase();

/** The integrations that read a shop, deleted ones included. */
export const readersOf = (snapshot: Snapshot, shopId: number): IntegrationSeen[] =>
  snapshot.integrations.filter((one) => one.etsyShopId === shopId && one.activatedAt !== null);

export const ordersOf = (
  snapshot: Snapshot,
  receiptId: number | string,
  owner: IntegrationSeen,
): FloorOrder[] =>
  snapshot.orders.filter(
    (order) =>
      order.reference === String(receiptId) && order.customerId === owner.cartonCloudCustomerId,
  );

export const linksOf = (
  snapshot: Snapshot,
  receiptId: number | string,
  owner: IntegrationSeen,
): LinkSeen[] =>
  snapshot.links.filter(
    (link) => link.integrationId === owner.id && link.receiptId === String(receiptId),
  );

/** Paid, physical, not shipped by another way, and paid since the integration began. */
export function inScope(receipt: ShopReceipt, owner: IntegrationSeen): boolean {
  const since = Math.floor((owner.importSince?.getTime() ?? 0) / 1000);
  return (
    receipt.isPaid &&
    receipt.createdAt >= since &&
    ["paid", "partially refunded"].includes(receipt.status) &&
    receipt.lines.some((line) => !line.digital)
  );
}
