import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { skuAlias } from "@/db/schema/order-link";
import type { Receipt } from "@/server/etsy/wire";
import { paidAt } from "./classify-receipt";
import { productCodeOf } from "./map-receipt";
import type { OrderLinkRow } from "./order-link";
import { openEditedReceipt, openEnteredAddress, openStoredReceipt } from "./order-link";
import { editsOf } from "./receipt-edits";
import type { EnteredAddress } from "./schema";

const instant = (epochSeconds: number | null) =>
  epochSeconds ? new Date(epochSeconds * 1000) : null;

const addressLines = (from: Receipt | EnteredAddress): string[] =>
  [
    from.firstLine,
    from.secondLine,
    [from.city, from.state, from.zip].filter(Boolean).join(" "),
    from.countryIso,
  ].filter((line): line is string => Boolean(line));

/** What was changed in Etsy after the order was made, for people who may see the order; null where nothing was. */
function openEdits(row: OrderLinkRow, receipt: Receipt) {
  const edited = openEditedReceipt(row);
  const edits = edited && editsOf(receipt, edited);
  if (!edited || !edits) return null;
  return {
    at: row.editedAt,
    lines: edits.lines,
    address: edits.address ? [edited.name, ...addressLines(edited)] : null,
  };
}

/** A receipt as it was imported, for people who may see the order; null once its personal data is erased. */
export async function openReceipt(row: OrderLinkRow) {
  const receipt = openStoredReceipt(row);
  if (!receipt) return null;
  const aliases = await db()
    .select()
    .from(skuAlias)
    .where(eq(skuAlias.integrationId, row.integrationId));
  const codes = new Map(aliases.map(({ sku, productCode }) => [sku, productCode]));
  const from = openEnteredAddress(row) ?? receipt;
  const address = addressLines(from);
  return {
    receiptId: receipt.receiptId,
    status: receipt.status,
    edits: openEdits(row, receipt),
    createdAt: new Date(receipt.createdAt * 1000),
    paidAt: receipt.isPaid ? instant(paidAt(receipt)) : null,
    name: from.name,
    address: address.length > 0 ? address : null,
    countryIso: from.countryIso,
    messageFromBuyer: receipt.messageFromBuyer,
    isGift: receipt.isGift,
    giftMessage: receipt.giftMessage,
    giftWrapped: receipt.giftWrapped,
    shippingUpgrade: receipt.lines.find((line) => line.shippingUpgrade)?.shippingUpgrade ?? null,
    total: receipt.total,
    lines: receipt.lines.map((line, index) => ({
      transactionId: line.transactionId ?? String(index),
      listingId: line.listingId,
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      isDigital: line.isDigital,
      productCode: line.isDigital ? null : productCodeOf(line, codes),
      personalisation: line.variations.filter((v) => v.personalisation).map((v) => v.value),
      variations: line.variations.filter((v) => !v.personalisation),
    })),
    shipments: receipt.shipments.map((one) => ({
      carrierName: one.carrierName,
      trackingCode: one.trackingCode,
      at: instant(one.notifiedAt),
    })),
  };
}
export type ReceiptView = NonNullable<Awaited<ReturnType<typeof openReceipt>>>;
