/**
 * The one demo world that both stand-in servers start with and the demo seed refers to.
 * Ids are fixed so that a second start, a test and a screenshot meet the same world.
 */
export const etsyApp = {
  applicationId: 4821,
  keystring: "demokeystring0000000000000",
  sharedSecret: "demosecret",
};

/** Sellers who can sign in on the consent page. Shops quote prices in minor units of `currency`. */
export const sellers = [
  {
    userId: 71000001,
    login: "maple",
    shopId: 61000001,
    shopName: "MapleAndMoss",
    currency: "USD",
    country: "US",
    access: "full",
  },
  {
    userId: 71000002,
    login: "harbour",
    shopId: 61000002,
    shopName: "HarbourCandles",
    currency: "AUD",
    country: "AU",
    access: "full",
  },
  {
    userId: 71000003,
    login: "restricted",
    shopId: 61000003,
    shopName: "QuietKiln",
    currency: "USD",
    country: "US",
    access: "restricted",
  },
  {
    userId: 71000004,
    login: "buyer-only",
    shopId: null,
    shopName: null,
    currency: null,
    country: "US",
    access: "full",
  },
] as const;

/** Listings of every demo shop: what a buyer can order in the shop manager. `price` in minor units. */
export const listings = [
  {
    listingId: 81000001,
    title: "Stoneware mug &ldquo;Fog&rdquo;",
    sku: "MUG-FOG",
    price: 2800,
    digital: false,
  },
  {
    listingId: 81000002,
    title: "Linen tea towel, set of 2",
    sku: "TOWEL-2",
    price: 2400,
    digital: false,
  },
  {
    listingId: 81000003,
    title: "Soy candle &#39;Cedar&#39;",
    sku: "CANDLE-CEDAR",
    price: 3200,
    digital: false,
  },
  {
    listingId: 81000004,
    title: "Walnut serving board",
    sku: "BOARD-WALNUT",
    price: 7400,
    digital: false,
  },
  {
    listingId: 81000005,
    title: "Printable gift tag (PDF)",
    sku: "TAG-PDF",
    price: 400,
    digital: true,
  },
  {
    listingId: 81000006,
    title: "Seconds mug, surprise glaze",
    sku: null,
    price: 1500,
    digital: false,
  },
  {
    listingId: 81000007,
    title: "Soy candle &#39;Fig&#39; (new)",
    sku: "CNDL-FIG",
    price: 3200,
    digital: false,
  },
] as const;

export const cartonCloudTenant = {
  id: "5f0c8a52-31c7-4d0e-9c55-6d1f0f7a1001",
  name: "Southbank Logistics",
  slug: "southbank-logistics",
  clientId: "demo-client-id",
  clientSecret: "demo-client-secret",
  userId: "5f0c8a52-31c7-4d0e-9c55-6d1f0f7a1002",
};

export const warehouses = [
  { id: "0a6e2f10-5b1d-4b7e-8a01-000000000001", name: "Melbourne" },
  { id: "0a6e2f10-5b1d-4b7e-8a01-000000000002", name: "Sydney" },
  { id: "0a6e2f10-5b1d-4b7e-8a01-000000000003", name: "Los Angeles" },
] as const;

/** Customers of the demo tenant; `warehouseIds` are the sites that each one has access to. */
export const customers = [
  {
    id: "1b7f3a20-6c2e-4c8f-9b02-000000000001",
    name: "Maple & Moss Pty Ltd",
    code: "MAPLE",
    warehouseIds: [warehouses[0].id, warehouses[2].id],
  },
  {
    id: "1b7f3a20-6c2e-4c8f-9b02-000000000002",
    name: "Harbour Candles",
    code: "HARBOUR",
    warehouseIds: [warehouses[1].id],
  },
  {
    id: "1b7f3a20-6c2e-4c8f-9b02-000000000003",
    name: "Quiet Kiln Studio",
    code: "KILN",
    warehouseIds: [warehouses[0].id],
  },
] as const;

/** Product codes that each customer keeps in stock. CNDL-FIG is deliberately absent: CartonCloud knows it as CANDLE-FIG. */
export const productCodes = [
  { code: "MUG-FOG", name: "Stoneware mug Fog" },
  { code: "TOWEL-2", name: "Linen tea towel set of 2" },
  { code: "CANDLE-CEDAR", name: "Soy candle Cedar" },
  { code: "CANDLE-FIG", name: "Soy candle Fig" },
  { code: "BOARD-WALNUT", name: "Walnut serving board" },
  { code: "MUG-SECONDS", name: "Mug, seconds" },
] as const;
