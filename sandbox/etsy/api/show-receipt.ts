import type { EtsySettings } from "@/sandbox/etsy/settings";
import type { Receipt, ReceiptStatus, Seller } from "@/sandbox/etsy/world/model";
import { goodsTotal, grandTotal } from "@/sandbox/etsy/world/model";
import { money } from "./show-money";
import { encodeOptional, encodeText } from "./show-text";
import { showTransaction } from "./show-transaction";

/** A receipt as Etsy answers it; address fields are null for a seller whose access is restricted. */
export function showReceipt(receipt: Receipt, seller: Seller, settings: EtsySettings) {
  const amount = (value: number) => money(value, receipt.currency);
  return {
    receipt_id: receipt.id,
    receipt_type: 0,
    seller_user_id: receipt.sellerUserId,
    seller_email: `${seller.login}@example.com`,
    buyer_user_id: receipt.buyerUserId,
    buyer_email: null,
    name: encodeText(receipt.name),
    ...showAddress(receipt, seller),
    status: showStatus(receipt.status, settings),
    payment_method: "cc",
    payment_email: null,
    message_from_seller: null,
    message_from_buyer: encodeOptional(receipt.messageFromBuyer),
    message_from_payment: null,
    is_paid: receipt.isPaid,
    is_shipped: receipt.isShipped,
    create_timestamp: receipt.createdAt,
    created_timestamp: receipt.createdAt,
    update_timestamp: receipt.updatedAt,
    updated_timestamp: receipt.updatedAt,
    is_gift: receipt.gift.is,
    gift_message: encodeText(receipt.gift.message),
    gift_sender: encodeText(receipt.gift.sender),
    grandtotal: amount(grandTotal(receipt)),
    subtotal: amount(goodsTotal(receipt) - receipt.discount),
    total_price: amount(goodsTotal(receipt)),
    total_shipping_cost: amount(receipt.shippingCost),
    total_tax_cost: amount(receipt.tax),
    total_vat_cost: amount(receipt.vat),
    discount_amt: amount(receipt.discount),
    gift_wrap_price: amount(receipt.gift.wrapPrice),
    shipments: receipt.shipments.map((shipment) => ({
      receipt_shipping_id: shipment.id,
      shipment_notification_timestamp: shipment.at,
      carrier_name: shipment.carrier,
      tracking_code: shipment.code,
    })),
    transactions: receipt.lines.map((line) => showTransaction(line, receipt)),
    refunds: receipt.refunds.map((refund) => ({
      amount: amount(refund.amount),
      created_timestamp: refund.at,
      reason: refund.reason,
      note_from_issuer: refund.note,
      status: "success",
    })),
  };
}

function showAddress(receipt: Receipt, seller: Seller) {
  if (seller.access === "restricted")
    return {
      first_line: null,
      second_line: null,
      city: null,
      state: null,
      zip: null,
      formatted_address: null,
      country_iso: null,
    };
  const { firstLine, secondLine, city, state, zip, country } = receipt.address;
  const place = [city, [state, zip].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  const lines = [receipt.name, firstLine, secondLine, place, country].filter(Boolean);
  return {
    first_line: encodeText(firstLine),
    second_line: encodeOptional(secondLine),
    city: encodeText(city),
    state: encodeOptional(state),
    zip: encodeText(zip),
    formatted_address: encodeText(lines.join("\n")),
    country_iso: country,
  };
}

function showStatus(status: ReceiptStatus, settings: EtsySettings): string {
  if (settings.statusCasing === "contract") return status;
  return status.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
