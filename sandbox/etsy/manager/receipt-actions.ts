import {
  cancelReceipt,
  changeAddress,
  changeQuantity,
  deliverReceipt,
  refundReceipt,
} from "@/sandbox/etsy/world/amend-receipt";
import type { Receipt, Seller } from "@/sandbox/etsy/world/model";
import { payReceipt } from "@/sandbox/etsy/world/pay-receipt";
import { shipReceipt } from "@/sandbox/etsy/world/ship-receipt";
import type { World } from "@/sandbox/etsy/world/world";
import { readAddressForm, readMoney } from "./read-forms";

/** Does what a form of the receipt page asks and says so. @throws Error with the refusal in words. */
export type ReceiptAction = (on: {
  world: World;
  receipt: Receipt;
  seller: Seller;
  form: URLSearchParams;
}) => string;

/** What people can do on a receipt's page, by the last part of the form's address. */
export const receiptActions: Record<string, ReceiptAction> = {
  pay({ world, receipt, seller }) {
    payReceipt(world, seller, receipt);
    return "Order paid.";
  },
  cancel({ world, receipt }) {
    cancelReceipt(world, receipt);
    return "Order canceled.";
  },
  refund({ world, receipt, form }) {
    refundReceipt(world, receipt, { amount: readMoney(form.get("amount")) });
    return "Money given back.";
  },
  address({ world, receipt, form }) {
    changeAddress(world, receipt, readAddressForm(form));
    return "Address changed.";
  },
  quantity({ world, receipt, form }) {
    const quantity = Number(form.get("quantity"));
    if (!Number.isInteger(quantity) || quantity < 0)
      throw new Error("A quantity is a whole number, 0 or more.");
    changeQuantity(world, receipt, { transactionId: Number(form.get("line")), quantity });
    return "Quantity changed.";
  },
  deliver({ world, receipt }) {
    deliverReceipt(world, receipt);
    return "Marked as delivered.";
  },
  ship({ world, receipt, seller, form }) {
    const code = form.get("tracking_code") || undefined;
    const carrier = code ? form.get("carrier_name") || undefined : undefined;
    // By hand in the shop manager, where nobody is restricted.
    const hand = { ...seller, access: "full" as const };
    const outcome = shipReceipt(world, hand, receipt, { code, carrier });
    if (!outcome.ok) throw new Error(outcome.error);
    return "Order completed.";
  },
};
