import { describe, expect, test } from "vitest";
import { judge } from "./check-invariants";
import {
  exchange,
  floorOrder,
  healthySnapshot,
  integrationSeen,
  linkSeen,
  refresh,
  shopReceipt,
} from "./healthy-snapshot";
import type { Snapshot } from "./snapshot-shape";

const at = (ms: number) => new Date(Date.UTC(2026, 4, 4, 12) + ms);
const unshipped = shopReceipt({ status: "paid", isShipped: false, shipments: [] });
const post = (path: string, change = {}) =>
  exchange({ route: "POST /tenants/{tenant}/outbound-orders", path, headers: {}, ...change });
const tracking = exchange({
  route: "POST /v3/application/shops/{shop_id}/receipts/{receipt_id}/tracking",
  path: "/v3/application/shops/61/receipts/1001/tracking",
});
const pullFrom = (startedAt: number, windowFrom: number) =>
  ({
    integrationId: "integration",
    kind: "changes",
    startedAt: at(startedAt),
    windowFrom: at(windowFrom),
  }) as Snapshot["pulls"][number];

const broken: [invariant: string, what: string, change: Partial<Snapshot>][] = [
  ["I1", "two orders of one receipt", { orders: [floorOrder(), floorOrder({ id: "order-2" })] }],
  [
    "I1",
    "a paid receipt without an order when all is done",
    { receipts: [unshipped], orders: [], links: [linkSeen({ state: "received" })] },
  ],
  [
    "I2",
    "an order without a receipt",
    { orders: [floorOrder(), floorOrder({ id: "x", reference: "7" })] },
  ],
  ["I2", "an order of an unpaid receipt", { receipts: [shopReceipt({ isPaid: false })] }],
  [
    "I2",
    "an order of a receipt from before the integration",
    { receipts: [shopReceipt({ createdAt: 1_000_000_000 })] },
  ],
  [
    "I2",
    "an order made long after the cancellation",
    { receipts: [shopReceipt({ status: "canceled", updatedAt: +at(-3_400_000) / 1000 })] },
  ],
  [
    "I2",
    "an order made after Etsy had said that the receipt is canceled",
    {
      etsy: [
        exchange({
          at: at(-10_000).toISOString(),
          response: { results: [{ receipt_id: 1001, status: "Canceled" }] },
        }),
      ],
      cartonCloud: [
        post("/tenants/a0/outbound-orders", {
          body: { references: { customer: "1001" }, customer: { id: "cc-customer" } },
        }),
      ],
    },
  ],
  [
    "I3",
    "one parcel shown twice, written differently",
    {
      receipts: [
        shopReceipt({
          shipments: ["AB-12 3", "ab123"].map((code, id) => ({ id, carrier: "x", code, at: 1 })),
        }),
      ],
    },
  ],
  ["I3", "a dispatched order that Etsy was not told of", { receipts: [unshipped] }],
  [
    "I3",
    "one of two parcels missing in Etsy",
    { orders: [floorOrder({ tracking: ["AB123", "CD456"] })] },
  ],
  [
    "I3",
    "a receipt completed before its order was dispatched",
    {
      orders: [floorOrder({ status: "PACKED" })],
      etsy: [tracking],
    },
  ],
  [
    "I3",
    "a receipt completed although completing is off",
    {
      integrations: [integrationSeen({ completes: false })],
      etsy: [tracking],
    },
  ],
  ["I4", "another quantity", { orders: [floorOrder({ lines: [{ code: "MUG", quantity: 1 }] })] }],
  ["I4", "another product", { orders: [floorOrder({ lines: [{ code: "CUP", quantity: 2 }] })] }],
  ["I4", "another street", { orders: [floorOrder({ address1: "1 Elsewhere" })] }],
  [
    "I5",
    "a refresh token spent twice",
    { etsy: [refresh("71.first", "71.second"), refresh("71.first", null)] },
  ],
  [
    "I5",
    "an active integration that holds a spent token",
    { etsy: [refresh("71.first", "71.second"), refresh("71.second", "71.third")] },
  ],
  [
    "I5",
    "a reconnect that nobody is told of",
    { integrations: [integrationSeen({ status: "reconnect" })] },
  ],
  [
    "I6",
    "a cursor that went back",
    { pulls: [pullFrom(-2000, -600_000), pullFrom(-1000, -700_000)] },
  ],
  ["I6", "a receipt that the cursor passed over", { links: [] }],
  [
    "I7",
    "another seller's token",
    { etsy: [exchange({ headers: { authorization: "Bearer 72.access" } })] },
  ],
  [
    "I7",
    "another organisation's token",
    {
      cartonCloud: [
        exchange({
          route: "POST /uaa/oauth/token",
          path: "/uaa/oauth/token",
          headers: { authorization: `Basic ${btoa("client:secret")}` },
          response: { access_token: "t" },
        }),
        post("/tenants/b1/outbound-orders", { headers: { authorization: "Bearer t" } }),
      ],
    },
  ],
  [
    "I7",
    "another customer's order",
    {
      cartonCloud: [
        post("/tenants/a0/outbound-orders", {
          body: { references: { customer: "1001" }, customer: { id: "cc-other" } },
        }),
      ],
    },
  ],
  ["I7", "a link of another customer", { links: [linkSeen({ customerId: "other" })] }],
  [
    "I7",
    "a stranger's act",
    { acts: [{ kind: "dismissed", receiptId: "1001", userId: "stranger", member: false }] },
  ],
  ["I8", "a receipt listed twice", { links: [linkSeen(), linkSeen({ id: "link-2" })] }],
  ["I8", "a receipt listed nowhere", { links: [] }],
  ["I8", "a hold without a reason", { links: [linkSeen({ state: "held" })] }],
  ["I8", "a skip without a reason", { links: [linkSeen({ state: "skipped" })] }],
  ["I8", "a reason left behind", { links: [linkSeen({ holdReason: "no_rule" })] }],
  [
    "I8",
    "an order that CartonCloud does not have",
    { links: [linkSeen({ outboundOrderId: "none" })] },
  ],
  ["I8", "work left over when all is done", { links: [linkSeen({ state: "unknown" })] }],
  [
    "I9",
    "31 orders within a minute",
    {
      cartonCloud: Array.from({ length: 31 }, (_, n) =>
        post("/tenants/a0/outbound-orders", { at: at(n * 1900).toISOString() }),
      ),
    },
  ],
  ["I9", "11 Etsy calls within a second", { etsy: Array.from({ length: 11 }, () => exchange()) }],
  [
    "I9",
    "more Etsy calls than a day has",
    {
      etsy: [exchange(), exchange({ at: at(5000).toISOString() })],
      limits: { ordersPerMinute: 30, etsyPerSecond: 10, etsyPerDay: 1 },
    },
  ],
  [
    "I10",
    "an integration that began at no time",
    { integrations: [integrationSeen({ activatedAt: null })] },
  ],
  [
    "I11",
    "a buyer's name in an event",
    {
      plainText: [{ where: "table order_link_event", text: '{"message":"Noor Haddad"}' }],
    },
  ],
];

describe("The checker", () => {
  test("finds nothing in a world where all is well", () => {
    expect(judge(healthySnapshot())).toEqual([]);
  });

  test.each(broken)("%s fires at %s", (invariant, _, change) => {
    const fired = judge(healthySnapshot(change)).map((sentence) => sentence.split(":")[0]);
    expect(fired).toContain(invariant);
  });

  test("30 orders in each minute and 10 Etsy calls in each second are within the limits", () => {
    const orders = Array.from({ length: 60 }, (_, n) =>
      post("/tenants/a0/outbound-orders", { at: at(n * 2000).toISOString() }),
    );
    const calls = Array.from({ length: 30 }, (_, n) => exchange({ at: at(n * 100).toISOString() }));
    expect(judge(healthySnapshot({ cartonCloud: orders, etsy: calls }))).toEqual([]);
  });

  test("a receipt that waits for a person is no lost one", () => {
    const held = linkSeen({ state: "held", holdReason: "address_missing", outboundOrderId: null });
    expect(judge(healthySnapshot({ receipts: [unshipped], orders: [], links: [held] }))).toEqual(
      [],
    );
  });

  test("a cancellation on a page that ended with its process binds nobody, one on a page before it does", () => {
    const told = broken.find(([, what]) => what.startsWith("an order made after Etsy had said"));
    const readAt = told?.[2].etsy?.[0]?.at ?? "";
    const judged = (pagesLost: string[]) =>
      judge(healthySnapshot({ ...told?.[2], pagesLost })).filter((fault) => fault.startsWith("I2"));
    expect(judged([readAt])).toEqual([]);
    expect(judged([at(-20_000).toISOString()])).toHaveLength(1);
  });
});
