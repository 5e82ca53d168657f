import { z } from "zod";
import type { Receipt, Seller } from "@/sandbox/etsy/world/model";
import type { StandIn } from "./snapshot";
import type { Exchange, FloorOrder } from "./snapshot-shape";

const floorOrder = z.object({
  order: z.object({
    id: z.string(),
    status: z.string(),
    references: z.object({ customer: z.string() }),
    customer: z.object({ id: z.string() }),
    warehouse: z.object({ id: z.string() }).nullable(),
    details: z.object({
      deliver: z.object({
        address: z.object({
          contactName: z.string().nullish(),
          address1: z.string().nullish(),
          postcode: z.string().nullish(),
          country: z.object({ iso2Code: z.string().nullish() }).nullish(),
        }),
      }),
    }),
    items: z
      .array(
        z.object({
          details: z.object({ product: z.object({ references: z.object({ code: z.string() }) }) }),
          measures: z.object({ quantity: z.number() }),
        }),
      )
      .optional(),
    timestamps: z.object({ created: z.object({ time: z.string() }) }),
  }),
  consignments: z.array(
    z.object({ status: z.string(), references: z.object({ tracking: z.string().nullable() }) }),
  ),
});

async function journalOf({ control }: StandIn): Promise<Exchange[]> {
  const { entries } = await control("GET", "/journal");
  return entries as Exchange[];
}

/** Shops, receipts, limits and the journal of the Etsy stand-in. */
export async function readEtsyWorld(etsy: StandIn) {
  const { sellers } = (await etsy.control("GET", "/sellers")) as { sellers: Seller[] };
  const settings = await etsy.control("GET", "/settings");
  const receipts: Receipt[] = [];
  const shopOwners: Record<number, number> = {};
  for (const { shopId, userId } of sellers) {
    if (shopId === null) continue;
    shopOwners[shopId] = userId;
    const shop = await etsy.control("GET", `/shops/${shopId}/receipts`);
    receipts.push(...(shop.receipts as Receipt[]));
  }
  return {
    receipts,
    shopOwners,
    etsy: await journalOf(etsy),
    limits: { etsyPerSecond: Number(settings.perSecond), etsyPerDay: Number(settings.perDay) },
  };
}

/** Orders, limits and the journal of the CartonCloud stand-in. */
export async function readFloor(cartonCloud: StandIn) {
  const { orders } = await cartonCloud.control("GET", "/orders");
  const settings = await cartonCloud.control("GET", "/settings");
  return {
    orders: z.array(floorOrder).parse(orders).map(toFloorOrder),
    cartonCloud: await journalOf(cartonCloud),
    limits: { ordersPerMinute: Number(settings.ordersPerMinute) },
  };
}

function toFloorOrder({ order, consignments }: z.output<typeof floorOrder>): FloorOrder {
  const { address } = order.details.deliver;
  return {
    id: order.id,
    reference: order.references.customer,
    customerId: order.customer.id,
    warehouseId: order.warehouse?.id ?? null,
    status: order.status,
    createdAt: Date.parse(order.timestamps.created.time),
    contactName: address.contactName ?? "",
    address1: address.address1 ?? "",
    postcode: address.postcode ?? "",
    country: address.country?.iso2Code ?? "",
    lines:
      order.items?.map((item) => ({
        code: item.details.product.references.code,
        quantity: item.measures.quantity,
      })) ?? null,
    tracking: consignments.flatMap(({ status, references }) =>
      references.tracking && status !== "CANCELLED" ? [references.tracking] : [],
    ),
  };
}
