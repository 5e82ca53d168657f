import { cartonCloudTenant } from "@/sandbox/demo";
import { createCartonCloudClient, requestToken } from "@/server/cartoncloud/client";
import { largestPage } from "@/server/etsy/client";
import { etsyClient } from "@/server/integrations/etsy-app";
import { mapReceipt } from "@/server/orders/map-receipt";
import { readMappingSettings } from "@/server/orders/mapping-settings";
import { clearStage, openShops } from "./import-shops";
import type { Stage } from "./open-stage";

/**
 * The least that makes the same orders: one loop that reads the pages of one shop and posts an order
 * for each receipt, one after the other. It keeps nothing, looks for nothing and repeats nothing.
 * @returns seconds
 * @throws Error when a receipt becomes no order
 */
export async function bareLoop(stage: Stage, receipts: number): Promise<number> {
  await clearStage(stage);
  const [shop] = await openShops(stage, 1, receipts);
  if (!shop) throw new Error("The shop was not made.");
  const settings = await readMappingSettings(shop);
  const granted = await stage.etsy.control("POST", "/tokens", { login: shop.login });
  const etsy = etsyClient(String(granted.access_token));
  const { accessToken } = await requestToken({
    ...cartonCloudTenant,
    baseUrl: stage.cartonCloud.url,
  });
  const cartonCloud = createCartonCloudClient({
    baseUrl: stage.cartonCloud.url,
    accessToken,
    tenantId: cartonCloudTenant.id,
  });
  const began = performance.now();
  for (let offset = 0; offset < receipts; offset += largestPage) {
    const page = await etsy.getReceipts(shop.shopId, {
      sortOn: "updated",
      limit: largestPage,
      offset,
    });
    for (const receipt of page.receipts) {
      const mapped = mapReceipt(receipt, settings);
      if (mapped.kind !== "order") throw new Error(`Receipt ${receipt.receiptId} is no order.`);
      await cartonCloud.createOutboundOrder(mapped.order);
    }
  }
  return (performance.now() - began) / 1000;
}
