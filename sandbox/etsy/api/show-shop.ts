import type { Seller } from "@/sandbox/etsy/world/model";
import { encodeText } from "./show-text";

/** When every demo shop opened: 1 January 2021, epoch s. */
const OPENED = 1_609_459_200;

/** A shop as Etsy answers it: the fields that say whose it is and where. */
export function showShop(seller: Seller, soldCount: number, webUrl: string) {
  return {
    shop_id: seller.shopId,
    user_id: seller.userId,
    shop_name: encodeText(seller.shopName ?? ""),
    create_date: OPENED,
    created_timestamp: OPENED,
    title: null,
    announcement: null,
    currency_code: seller.currency,
    is_vacation: false,
    vacation_message: null,
    update_date: OPENED,
    updated_timestamp: OPENED,
    login_name: seller.login,
    url: `${webUrl}/shops/${seller.shopId}`,
    languages: ["en-US"],
    is_shop_us_based: seller.country === "US",
    transaction_sold_count: soldCount,
    shipping_from_country_iso: seller.country,
    shop_location_country_iso: seller.country,
    review_count: null,
    review_average: null,
  };
}
