import { z } from "zod";
import type { OrderInput } from "@/sandbox/cartoncloud/orders/order-input";
import type { OrderStatus } from "./statuses";

/** Roles of an API client, spelled as CartonCloud spells them. */
export const roles = [
  "Add Customer",
  "TMS Create Jobs",
  "TMS View Jobs",
  "WMS Add Product",
  "WMS Create Jobs",
  "WMS Edit Product",
] as const;
export type Role = (typeof roles)[number];

export type Warehouse = { id: string; name: string };

export type Tenant = {
  id: string;
  name: string;
  slug: string;
  warehouses: Warehouse[];
  /** Taken when an order names none. */
  defaultWarehouseId: string;
};

/** `customerIds` and `warehouseIds` null: all of the tenants. `userId` is the user of the rate limit. */
export type ApiClient = {
  clientId: string;
  clientSecret: string;
  userId: string;
  name: string;
  tenantIds: string[];
  roles: Role[];
  customerIds: string[] | null;
  warehouseIds: string[] | null;
  active: boolean;
};

/** `expiresAt` in ms since 1970. */
export type Token = { token: string; clientId: string; expiresAt: number };

/** What becomes of an order at import; each is a customer setting of CartonCloud's. */
export const importSettings = z.strictObject({
  unknownProduct: z.enum(["reject", "remove"]).default("reject"),
  blankProduct: z.enum(["reject", "remove"]).default("reject"),
  outOfStock: z.enum(["await", "reject", "remove"]).default("await"),
  /** Refuse a reference that an order of this customer already has. */
  uniqueReferences: z.boolean().default(true),
  /** Whether a REJECTED order keeps its reference taken. */
  rejectedKeepsReference: z.boolean().default(true),
  /** Import an address without street, city or known country. */
  allowInvalidAddresses: z.boolean().default(false),
  /** When consignments are made. */
  consignments: z.enum(["dispatch", "import", "never"]).default("dispatch"),
});
export type ImportSettings = z.infer<typeof importSettings>;

export type Customer = {
  id: string;
  tenantId: string;
  name: string;
  code: string;
  enabled: boolean;
  warehouseIds: string[];
  settings: ImportSettings;
};

/** `stock` null: as much as is asked for. It is compared with an order's quantity, not drawn down. */
export type Product = {
  id: string;
  tenantId: string;
  customerId: string;
  code: string;
  name: string;
  barcode: string | null;
  active: boolean;
  wholeUnits: boolean;
  stock: number | null;
  created: string;
  modified: string;
};

export type OrderLine = {
  productId: string;
  unit: string;
  quantity: number;
  price: { amount: number; currency: string } | null;
  properties: Record<string, unknown>;
};

export type OrderError = { message: string; isResolved: boolean };

/** An outbound order. Times are ISO 8601 UTC here; answers tell them with the offset of the settings. */
export type Order = {
  id: string;
  tenantId: string;
  customerId: string;
  clientId: string;
  warehouseId: string | null;
  number: number;
  status: OrderStatus;
  version: number;
  /** As it was sent, kept to import it again. */
  input: OrderInput;
  lines: OrderLine[];
  errors: OrderError[];
  created: string;
  modified: string;
  packed: string | null;
  dispatched: string | null;
  deleted: boolean;
};

export const consignmentStatuses = [
  "AWAITING_SALE_ORDER_PACKING",
  "IN_WAREHOUSE",
  "WITH_ON_FORWARDER",
  "DELIVERED",
  "CANCELLED",
] as const;

/** One parcel of an order. */
export type Consignment = {
  id: string;
  tenantId: string;
  orderId: string;
  customerId: string;
  warehouseId: string | null;
  status: (typeof consignmentStatuses)[number];
  version: number;
  carrier: string | null;
  tracking: string | null;
  url: string | null;
  created: string;
  modified: string;
};
