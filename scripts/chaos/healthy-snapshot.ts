import type { Receipt as ShopReceipt } from "@/sandbox/etsy/world/model";
import type { Exchange, FloorOrder, IntegrationSeen, LinkSeen, Snapshot } from "./snapshot-shape";

const now = Date.UTC(2026, 4, 4, 12);
const seconds = (ms: number) => Math.floor(ms / 1000);

export const shopReceipt = (change: Partial<ShopReceipt> = {}): ShopReceipt => ({
  id: 1001,
  shopId: 61,
  sellerUserId: 71,
  buyerUserId: 9,
  buyerEmail: "buyer1001@example.com",
  currency: "USD",
  status: "completed",
  isPaid: true,
  isShipped: true,
  createdAt: seconds(now - 3_600_000),
  updatedAt: seconds(now - 3_600_000),
  shippedAt: seconds(now),
  deliveredAt: null,
  name: "Noor Haddad",
  address: {
    firstLine: "12 Long Meadow",
    secondLine: null,
    city: "Perth",
    state: "WA",
    zip: "6000",
    country: "AU",
  },
  lines: [
    {
      transactionId: 1,
      listingId: 81,
      productId: null,
      title: "Mug",
      sku: "MUG",
      quantity: 2,
      price: 100,
      digital: false,
      variations: [],
    },
  ],
  gift: { is: false, message: "", sender: "", wrapPrice: 0 },
  messageFromBuyer: null,
  shippingMethod: null,
  shippingUpgrade: null,
  shippingCost: 0,
  tax: 0,
  vat: 0,
  discount: 0,
  shipments: [{ id: 1, carrier: "auspost", code: "AB-12 3", at: seconds(now) }],
  refunds: [],
  mails: [],
  ...change,
});

export const floorOrder = (change: Partial<FloorOrder> = {}): FloorOrder => ({
  id: "order-1",
  reference: "1001",
  customerId: "cc-customer",
  warehouseId: "site",
  status: "DISPATCHED",
  createdAt: now - 3_000_000,
  contactName: "Noor Haddad",
  address1: "12 Long Meadow",
  postcode: "6000",
  country: "AU",
  lines: [{ code: "MUG", quantity: 2 }],
  tracking: ["AB-12 3"],
  ...change,
});

export const linkSeen = (change: Partial<LinkSeen> = {}): LinkSeen =>
  ({
    id: "link-1",
    organisationId: "org",
    customerId: "customer",
    integrationId: "integration",
    receiptId: "1001",
    state: "completed",
    holdReason: null,
    skipReason: null,
    outboundOrderId: "order-1",
    receipt: null,
    addressEntered: false,
    ...change,
  }) as LinkSeen;

export const integrationSeen = (change: Partial<IntegrationSeen> = {}): IntegrationSeen => ({
  id: "integration",
  organisationId: "org",
  customerId: "customer",
  status: "active",
  etsyShopId: 61,
  importSince: new Date(now - 7_200_000),
  pullCursor: new Date(now),
  activatedAt: new Date(now - 7_200_000),
  deletedAt: null,
  cartonCloudCustomerId: "cc-customer",
  completes: true,
  aliases: {},
  connection: { etsyUserId: 71, refreshToken: "71.second", generation: 2 },
  ...change,
});

export const exchange = (change: Partial<Exchange> = {}): Exchange => ({
  at: new Date(now).toISOString(),
  route: "GET /v3/application/shops/{shop_id}/receipts",
  path: "/v3/application/shops/61/receipts",
  headers: { authorization: "Bearer 71.access" },
  body: null,
  status: 200,
  response: null,
  fault: null,
  ...change,
});

export const refresh = (spent: string, given: string | null) =>
  exchange({
    route: "POST /v3/public/oauth/token",
    path: "/v3/public/oauth/token",
    headers: {},
    body: { refresh_token: spent },
    status: given ? 200 : 400,
    response: given ? { access_token: "71.access", refresh_token: given } : null,
  });

/** One receipt that went all the way. A test breaks it in one place. */
export const healthySnapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  takenAt: now,
  drained: true,
  receipts: [shopReceipt()],
  orders: [floorOrder()],
  pagesLost: [],
  etsy: [refresh("71.first", "71.second"), exchange()],
  cartonCloud: [],
  limits: { ordersPerMinute: 30, etsyPerSecond: 10, etsyPerDay: 10_000 },
  shopOwners: { 61: 71 },
  clientTenants: { client: "a0" },
  integrations: [integrationSeen()],
  links: [linkSeen()],
  shipments: [{ orderLinkId: "link-1" } as Snapshot["shipments"][number]],
  pulls: [],
  acts: [{ kind: "retry", receiptId: "1001", userId: "user", member: true }],
  integrationEvents: [],
  plainText: [{ where: "table order_link", text: '{"id":"link-1"}' }],
  canaries: [{ what: "a buyer's name", text: "Noor Haddad" }],
  ...change,
});
