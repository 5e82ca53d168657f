/** A seller's account as the stand-in keeps it; a buyer's account has no shop. */
export type Seller = {
  userId: number;
  login: string;
  shopId: number | null;
  shopName: string | null;
  currency: string | null;
  country: string;
  /** "restricted": Etsy withholds addresses from the app and refuses its tracking. */
  access: "full" | "restricted";
};

export const receiptStatuses = [
  "open",
  "payment processing",
  "paid",
  "completed",
  "canceled",
  "fully refunded",
  "partially refunded",
] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

/** Plain text: HTML entities are made only when an answer is written. */
export type Address = {
  firstLine: string;
  secondLine: string | null;
  city: string;
  state: string | null;
  zip: string;
  country: string;
};

export type Variation = {
  propertyId: number;
  valueId: number | null;
  name: string;
  value: string;
};

/** One transaction. `price` is the unit price in minor units of the shop's currency. */
export type Line = {
  transactionId: number;
  listingId: number | null;
  productId: number | null;
  title: string;
  sku: string | null;
  quantity: number;
  price: number;
  digital: boolean;
  variations: Variation[];
};

export type Shipment = { id: number; carrier: string; code: string; at: number };
export type Refund = { amount: number; at: number; reason: string; note: string };
export type Mail = { at: number; to: string; subject: string; text: string };

/** A receipt. Times are epoch seconds, amounts minor units of `currency`. */
export type Receipt = {
  id: number;
  shopId: number;
  sellerUserId: number;
  buyerUserId: number;
  buyerEmail: string;
  currency: string;
  status: ReceiptStatus;
  isPaid: boolean;
  isShipped: boolean;
  createdAt: number;
  updatedAt: number;
  /** When the buyer paid; null before. A store of an older version lacks it. */
  paidAt?: number | null;
  shippedAt: number | null;
  deliveredAt: number | null;
  name: string;
  address: Address;
  lines: Line[];
  gift: { is: boolean; message: string; sender: string; wrapPrice: number };
  messageFromBuyer: string | null;
  shippingMethod: string | null;
  shippingUpgrade: string | null;
  shippingCost: number;
  tax: number;
  vat: number;
  discount: number;
  shipments: Shipment[];
  refunds: Refund[];
  /** What Etsy would have sent to the buyer. */
  mails: Mail[];
};

/** Worth of the goods in minor units, before discount, shipping and tax. */
export function goodsTotal(receipt: Pick<Receipt, "lines">): number {
  return receipt.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
}

/** What the buyer paid, minor units. */
export function grandTotal(receipt: Receipt): number {
  const extras = receipt.shippingCost + receipt.tax + receipt.vat + receipt.gift.wrapPrice;
  return goodsTotal(receipt) - receipt.discount + extras;
}

/** Epoch s of the payment, null before it. */
export const paidTime = (receipt: Receipt): number | null =>
  receipt.isPaid ? (receipt.paidAt ?? receipt.createdAt) : null;
