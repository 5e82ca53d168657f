import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { ApiError } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import { withEtsy } from "@/server/integrations/connection";
import { lookUpProducts } from "@/server/organisations/catalogue";
import type { Claim } from "./claim";
import type { Mapped } from "./map-receipt";
import { mapReceipt } from "./map-receipt";
import { readMappingSettings } from "./mapping-settings";
import { openEnteredAddress, openStoredReceipt, receiptColumns } from "./order-link";

/** A receipt read longer ago than this is read again before its order is made, in milliseconds. */
const freshForMs = 2 * 60_000;

async function currentReceipt({ row, integration }: Claim): Promise<Receipt | null> {
  const stored = openStoredReceipt(row);
  if (stored && Date.now() - +row.receiptReadAt < freshForMs) return stored;
  const shopId = integration.etsyShopId;
  if (!shopId) return stored;
  try {
    const receipt = await withEtsy(integration.id, (etsy) =>
      etsy.getReceipt(shopId, row.receiptId),
    );
    await db()
      .update(orderLink)
      .set(receiptColumns(row.id, receipt))
      .where(eq(orderLink.id, row.id));
    return receipt;
  } catch (error) {
    // Etsy has answered 404 for canceled receipts (etsy/open-api#338).
    if (error instanceof ApiError && error.kind === "refused" && error.status === 404) return null;
    throw error;
  }
}

/** Codes of a hold for unknown SKUs, as CartonCloud would be asked for them. */
export const unknownCodes = (mapped: Mapped, aliases: ReadonlyMap<string, string>): string[] =>
  mapped.kind === "hold" && mapped.reason === "sku_unknown" && Array.isArray(mapped.detail.skus)
    ? mapped.detail.skus.map(({ sku }: { sku: string }) => aliases.get(sku) ?? sku)
    : [];

/**
 * What a claimed receipt becomes, by its latest reading and the settings of this moment. A code that
 * the stored product list lacks is looked up in CartonCloud once before it holds the order.
 * @throws ApiError, ReconnectNeeded
 */
export async function decide(claim: Claim): Promise<Mapped> {
  const { row, integration } = claim;
  const receipt = await currentReceipt(claim);
  if (!receipt) return { kind: "hold", reason: "receipt_gone", detail: {} };
  const map = async () => {
    const settings = {
      ...(await readMappingSettings(integration)),
      enteredAddress: openEnteredAddress(row),
      chosenWarehouseId: row.chosenWarehouseId,
    };
    return { mapped: mapReceipt(receipt, settings), aliases: settings.aliases };
  };
  const first = await map();
  const unknown = unknownCodes(first.mapped, first.aliases);
  if (unknown.length === 0) return first.mapped;
  await lookUpProducts(row.organisationId, row.customerId, unknown);
  return (await map()).mapped;
}
