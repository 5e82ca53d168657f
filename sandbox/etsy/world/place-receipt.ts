import he from "he";
import { listings } from "@/sandbox/demo";
import { buyers } from "./buyers";
import type { Line, Receipt, Seller } from "./model";
import type { OrderSpec } from "./order-spec";
import type { World } from "./world";

/** Property of a listing under which Etsy sends what the buyer asked to be written on it. */
const PERSONALIZATION_PROPERTY = 54;

/** Stores one receipt as an order of the given kind would leave it, and says so to the buyer. */
export function placeReceipt(world: World, seller: Seller, spec: OrderSpec): Receipt {
  const { shopId, currency } = seller;
  if (shopId === null || currency === null) throw new Error(`${seller.login} has no shop.`);
  return world.store.batch(() => {
    const id = world.nextId("receipt");
    const buyer = buyers[id % buyers.length] ?? buyers[0];
    const createdAt = spec.createdAt ?? world.now();
    const done = spec.status === "completed";
    const unpaid = spec.status === "open" || spec.status === "payment processing";
    const buyerEmail = `buyer${id}@example.com`;
    const receipt: Receipt = {
      id,
      shopId,
      sellerUserId: seller.userId,
      buyerUserId: 90_000_000 + (id % 1_000_000),
      buyerEmail,
      currency,
      status: spec.status,
      isPaid: spec.isPaid ?? !unpaid,
      isShipped: spec.isShipped ?? done,
      createdAt,
      updatedAt: spec.updatedAt ?? createdAt,
      shippedAt: done ? createdAt : null,
      deliveredAt: null,
      name: spec.name ?? buyer.name,
      address: { ...buyer.address, ...spec.address },
      lines: linesOf(world, spec, id),
      gift: {
        is: spec.isGift,
        message: spec.giftMessage,
        sender: spec.giftSender,
        wrapPrice: spec.giftWrapPrice,
      },
      messageFromBuyer: spec.messageFromBuyer,
      shippingMethod: spec.shippingMethod,
      shippingUpgrade: spec.shippingUpgrade,
      shippingCost: spec.shippingCost,
      tax: spec.tax,
      vat: spec.vat,
      discount: spec.discount,
      shipments: [],
      refunds: [],
      mails: unpaid
        ? []
        : [
            {
              at: createdAt,
              to: buyerEmail,
              subject: `Your order ${id}`,
              text: `${seller.shopName} has your payment.`,
            },
          ],
    };
    world.putReceipt(receipt);
    return receipt;
  });
}

function linesOf(world: World, spec: OrderSpec, receiptId: number): Line[] {
  // Left to the defaults, orders differ, but the first ones avoid what would be held.
  const ordinary = listings.slice(0, 4);
  const usual = ordinary[receiptId % ordinary.length] ?? listings[0];
  const wanted = spec.lines ?? [{ listingId: usual.listingId, quantity: 1, variations: [] }];
  return wanted.map((line) => {
    const listing = listings.find((one) => one.listingId === line.listingId);
    const text = "personalization" in line ? line.personalization : undefined;
    const given = {
      sku: undefined,
      title: undefined,
      price: undefined,
      digital: undefined,
      ...line,
    };
    const personal = {
      propertyId: PERSONALIZATION_PROPERTY,
      valueId: null,
      name: "Personalization",
    };
    return {
      transactionId: world.nextId("transaction"),
      listingId: line.listingId ?? null,
      productId: listing ? listing.listingId + 1_000_000_000 : null,
      title: given.title ?? (listing ? he.decode(listing.title) : "A handmade thing"),
      sku: given.sku === undefined ? (listing?.sku ?? null) : given.sku,
      quantity: line.quantity,
      price: given.price ?? listing?.price ?? 1000,
      digital: given.digital ?? listing?.digital ?? false,
      variations: text ? [...line.variations, { ...personal, value: text }] : line.variations,
    };
  });
}
