import { buyers } from "./buyers";
import type { Receipt, Seller } from "./model";
import { linesOf } from "./order-lines";
import type { OrderSpec } from "./order-spec";
import { paymentMail } from "./pay-receipt";
import type { World } from "./world";

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
    const isPaid = spec.isPaid ?? !unpaid;
    const paidAt = isPaid ? (spec.paidAt ?? createdAt) : null;
    const buyerEmail = `buyer${id}@example.com`;
    const receipt: Receipt = {
      id,
      shopId,
      sellerUserId: seller.userId,
      buyerUserId: 90_000_000 + (id % 1_000_000),
      buyerEmail,
      currency,
      status: spec.status,
      isPaid,
      isShipped: spec.isShipped ?? done,
      createdAt,
      updatedAt: spec.updatedAt ?? Math.max(createdAt, paidAt ?? createdAt),
      paidAt,
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
      mails: unpaid ? [] : [paymentMail({ id, buyerEmail }, seller, paidAt ?? createdAt)],
    };
    world.putReceipt(receipt);
    return receipt;
  });
}
