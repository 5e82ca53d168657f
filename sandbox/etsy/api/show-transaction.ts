import type { Line, Receipt } from "@/sandbox/etsy/world/model";
import { paidTime } from "@/sandbox/etsy/world/model";
import { money } from "./show-money";
import { encodeOptional, encodeText } from "./show-text";

const DAY = 86_400;

/** One line of a receipt as Etsy answers it. `price` is the unit price. */
export function showTransaction(line: Line, receipt: Receipt) {
  const physical = !line.digital;
  const first = receipt.lines.find((one) => !one.digital);
  const shippingCost = first === line ? receipt.shippingCost : 0;
  return {
    transaction_id: line.transactionId,
    title: encodeText(line.title),
    description: null,
    seller_user_id: receipt.sellerUserId,
    buyer_user_id: receipt.buyerUserId,
    create_timestamp: receipt.createdAt,
    created_timestamp: receipt.createdAt,
    paid_timestamp: paidTime(receipt),
    shipped_timestamp: receipt.shippedAt,
    quantity: line.quantity,
    listing_image_id: null,
    receipt_id: receipt.id,
    is_digital: line.digital,
    file_data: line.digital ? "1 PDF" : "",
    listing_id: line.listingId,
    transaction_type: "listing",
    product_id: line.productId,
    sku: line.sku,
    price: money(line.price, receipt.currency),
    shipping_cost: money(shippingCost, receipt.currency),
    variations: line.variations.map((variation) => ({
      property_id: variation.propertyId,
      value_id: variation.valueId,
      formatted_name: encodeText(variation.name),
      formatted_value: encodeText(variation.value),
    })),
    product_data: [],
    shipping_profile_id: physical ? 5_500_001 : null,
    min_processing_days: physical ? 1 : null,
    max_processing_days: physical ? 3 : null,
    shipping_method: physical ? encodeOptional(receipt.shippingMethod) : null,
    shipping_upgrade: physical ? encodeOptional(receipt.shippingUpgrade) : null,
    expected_ship_date: physical ? receipt.createdAt + 3 * DAY : null,
    buyer_coupon: 0,
    shop_coupon: 0,
  };
}
