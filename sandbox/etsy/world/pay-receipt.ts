import type { Mail, Receipt, Seller } from "./model";
import type { World } from "./world";

/** What the buyer is told when the money has come, at `at` (epoch s). */
export const paymentMail = (
  { id, buyerEmail }: Pick<Receipt, "id" | "buyerEmail">,
  { shopName }: Pick<Seller, "shopName">,
  at: number,
): Mail => ({
  at,
  to: buyerEmail,
  subject: `Your order ${id}`,
  text: `${shopName} has your payment.`,
});

/** Whether a buyer still owes the money. */
export const awaitsPayment = (receipt: Receipt): boolean =>
  !receipt.isPaid && (receipt.status === "open" || receipt.status === "payment processing");

/**
 * The buyer of an unpaid receipt pays now: that is its paid time, and the update time moves with it.
 * @throws Error with the refusal in words when there is nothing to pay.
 */
export function payReceipt(world: World, seller: Seller, receipt: Receipt): Receipt {
  if (!awaitsPayment(receipt))
    throw new Error(`Receipt ${receipt.id} is ${receipt.status}: there is nothing to pay.`);
  const at = world.now();
  const paid: Receipt = {
    ...receipt,
    status: "paid",
    isPaid: true,
    paidAt: at,
    updatedAt: at,
    mails: [...receipt.mails, paymentMail(receipt, seller, at)],
  };
  world.putReceipt(paid);
  return paid;
}
