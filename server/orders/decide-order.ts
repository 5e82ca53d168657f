import type { Receipt } from "@/server/etsy/wire";
import { lookUpProducts } from "@/server/organisations/catalogue";
import type { Claim } from "./claim";
import type { Mapped } from "./map-receipt";
import { mapReceipt } from "./map-receipt";
import { readMappingSettings } from "./mapping-settings";
import { openEnteredAddress, openStoredReceipt } from "./order-link";
import { freshForMs, readAgain } from "./read-again";

/** Once a create was sent the receipt stays stored as it was then: a later reading is only noted. */
const isLatest = (stored: Receipt, row: Claim["row"]): boolean =>
  stored.updatedAt * 1000 >= +row.receiptUpdatedAt && stored.status === row.receiptStatus;

/** The receipt as of the last two minutes. */
async function currentReceipt(claim: Claim): Promise<Receipt | null> {
  const { row, integration } = claim;
  const stored = openStoredReceipt(row);
  const readAgoMs = Date.now() - +row.receiptReadAt;
  // One from the future was read before the clock was set back: nobody knows when.
  const fresh = readAgoMs >= 0 && readAgoMs < freshForMs;
  if (stored && fresh && isLatest(stored, row)) return stored;
  const shopId = integration.etsyShopId;
  return shopId ? readAgain(claim, shopId) : stored;
}

/** Codes of a hold for unknown SKUs, as CartonCloud would be asked for them. */
export const unknownCodes = (mapped: Mapped, aliases: ReadonlyMap<string, string>): string[] =>
  mapped.kind === "hold" && mapped.reason === "sku_unknown" && Array.isArray(mapped.detail.skus)
    ? mapped.detail.skus.map(({ sku }: { sku: string }) => aliases.get(sku) ?? sku)
    : [];

/** What a receipt becomes, and the reading of it that says so; null where Etsy has it no more. */
export type Decision = { mapped: Mapped; receipt: Receipt | null };

/**
 * What a claimed receipt becomes, by its latest reading and the settings of this moment. A code that
 * the stored product list lacks is looked up in CartonCloud once before it holds the order.
 * @throws ApiError, ReconnectNeeded
 */
export async function decide(claim: Claim): Promise<Decision> {
  const { row, integration } = claim;
  const receipt = await currentReceipt(claim);
  if (!receipt) return { mapped: { kind: "hold", reason: "receipt_gone", detail: {} }, receipt };
  const map = async () => {
    const settings = {
      ...(await readMappingSettings(integration, integration.orderCreation, receipt)),
      enteredAddress: openEnteredAddress(row),
      chosenWarehouseId: row.chosenWarehouseId,
    };
    return { mapped: mapReceipt(receipt, settings), aliases: settings.aliases };
  };
  const first = await map();
  const unknown = unknownCodes(first.mapped, first.aliases);
  if (unknown.length === 0) return { mapped: first.mapped, receipt };
  await lookUpProducts(row.organisationId, row.customerId, unknown);
  return { mapped: (await map()).mapped, receipt };
}
