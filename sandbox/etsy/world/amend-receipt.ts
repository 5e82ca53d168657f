import type { z } from "zod";
import type { Receipt } from "./model";
import { grandTotal, paidTime } from "./model";
import type { addressPart } from "./order-spec";
import type { World } from "./world";

type AddressPart = z.infer<typeof addressPart> & { name?: string };

/** Cancels a receipt and gives the money back. Etsy moves its update time. */
export function cancelReceipt(world: World, receipt: Receipt): Receipt {
  const refund = { amount: grandTotal(receipt), at: world.now(), reason: "Canceled", note: "" };
  const refunds = receipt.isPaid ? [...receipt.refunds, refund] : receipt.refunds;
  return save(world, { ...receipt, status: "canceled", refunds }, true);
}

/**
 * Gives back `amount` minor units, or all. The update time stays as it is unless `touch`:
 * Etsy does not move it for refunds.
 */
export function refundReceipt(
  world: World,
  receipt: Receipt,
  options: { amount?: number; reason?: string; note?: string; touch?: boolean },
): Receipt {
  const before = receipt.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  const amount = options.amount ?? grandTotal(receipt) - before;
  const { reason = "Other", note = "" } = options;
  const refunds = [...receipt.refunds, { amount, at: world.now(), reason, note }];
  const full = before + amount >= grandTotal(receipt);
  const status = full ? "fully refunded" : "partially refunded";
  return save(world, { ...receipt, status, refunds }, options.touch ?? false);
}

/** Changes name and address. The update time stays unless `touch`: whether Etsy moves it is unknown. */
export function changeAddress(
  world: World,
  receipt: Receipt,
  change: AddressPart & { touch?: boolean },
): Receipt {
  const { touch = false, name = receipt.name, ...part } = change;
  return save(world, { ...receipt, name, address: { ...receipt.address, ...part } }, touch);
}

/** Changes how many of a line were bought. The update time stays unless `touch`. @throws Error for no such line */
export function changeQuantity(
  world: World,
  receipt: Receipt,
  change: { transactionId: number; quantity: number; touch?: boolean },
): Receipt {
  const { transactionId, quantity, touch = false } = change;
  if (!receipt.lines.some((line) => line.transactionId === transactionId))
    throw new Error(`There is no line ${transactionId}.`);
  const lines = receipt.lines.map((line) =>
    line.transactionId === transactionId ? { ...line, quantity } : line,
  );
  return save(world, { ...receipt, lines }, touch);
}

/** Marks the parcel as handed over, which only the filter was_delivered can see. */
export function deliverReceipt(world: World, receipt: Receipt): Receipt {
  return save(world, { ...receipt, deliveredAt: world.now() }, false);
}

/** Sets the flags that updateShopReceipt can set. Taking "shipped" back makes the receipt paid again. */
export function markReceipt(
  world: World,
  receipt: Receipt,
  flags: { wasShipped?: boolean; wasPaid?: boolean },
): Receipt {
  let next = receipt;
  if (flags.wasPaid !== undefined)
    next = {
      ...next,
      isPaid: flags.wasPaid,
      status: flags.wasPaid ? "paid" : "open",
      paidAt: flags.wasPaid ? (paidTime(receipt) ?? world.now()) : null,
    };
  if (flags.wasShipped === true)
    next = { ...next, isShipped: true, status: "completed", shippedAt: world.now() };
  if (flags.wasShipped === false)
    next = { ...next, isShipped: false, status: "paid", shippedAt: null };
  return save(world, next, true);
}

function save(world: World, receipt: Receipt, touch: boolean): Receipt {
  const next = touch ? { ...receipt, updatedAt: world.now() } : receipt;
  world.putReceipt(next);
  return next;
}
