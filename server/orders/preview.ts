import { DomainError } from "@/server/errors";
import { largestPage } from "@/server/etsy/client";
import type { Receipt } from "@/server/etsy/wire";
import { visibleIntegration } from "@/server/integrations/access";
import { withEtsy } from "@/server/integrations/connection";
import type { OrderCreation } from "@/server/integrations/schema";
import { syncProducts } from "@/server/organisations/catalogue";
import { warehouseNames } from "@/server/organisations/warehouses";
import type { Scope } from "@/server/people/scope";
import { lookUpReferences } from "./look-up-references";
import { mapReceipt } from "./map-receipt";
import { readMappingSettings } from "./mapping-settings";
import type { Preview } from "./preview-rows";
import { forPreview, mostReceipts, previewOf, previewRow } from "./preview-rows";

/** With "only orders from now on" there is nothing to import yet: the last days show what would have been. */
const exampleDays = 30;

/** The first instant that step 3's import start lets in: a date means its midnight in UTC. */
export const importStart = (from: OrderCreation["importFrom"], now: Date): Date =>
  from.kind === "now" ? now : new Date(`${from.date}T00:00:00Z`);

/**
 * By the time of the last change, as the run reads: a receipt that was paid since the start has changed
 * since the start, whenever it was placed.
 */
async function readUnshipped(integrationId: string, shopId: number, since: Date) {
  const receipts: Receipt[] = [];
  for (let offset = 0; ; offset += largestPage) {
    const page = await withEtsy(integrationId, (etsy) =>
      etsy.getReceipts(shopId, {
        minLastModified: Math.floor(+since / 1000),
        wasPaid: true,
        wasShipped: false,
        sortOn: "updated",
        limit: largestPage,
        offset,
      }),
    );
    receipts.push(...page.receipts);
    if (page.length < largestPage) return { receipts, complete: true };
    if (receipts.length >= mostReceipts) return { receipts, complete: false };
  }
}

/**
 * What the settings of step 3 would make of the shop's unshipped receipts; changes nothing at Etsy,
 * in CartonCloud or in the orders here. `example` is true when these receipts lie before the start
 * and only show what the rules would do. @throws DomainError not_found, conflict, unavailable
 */
export async function previewImport(
  scope: Scope,
  integrationId: string,
  settings: OrderCreation,
): Promise<Preview & { example: boolean }> {
  const row = await visibleIntegration(scope, integrationId);
  const shopId = row.etsyShopId;
  if (!shopId)
    throw new DomainError("conflict", "Connect the Etsy shop first: step 2, Authentication.");
  const now = new Date();
  const example = settings.importFrom.kind === "now";
  const since = example
    ? new Date(+now - exampleDays * 86_400_000)
    : importStart(settings.importFrom, now);
  const { receipts, complete } = await forPreview(async () => {
    await syncProducts(row.organisationId, row.customerId);
    return readUnshipped(row.id, shopId, since);
  });
  const mapping = { ...(await readMappingSettings(row, settings)), importSince: +since / 1000 };
  const names = await warehouseNames(row.organisationId);
  const seen = receipts.map((receipt) => ({ receipt, mapped: mapReceipt(receipt, mapping) }));
  const { becomes, notLookedUp } = await forPreview(() =>
    lookUpReferences(
      row,
      mapping.cartonCloudCustomerId,
      seen.flatMap(({ receipt: { receiptId }, mapped }) =>
        mapped.kind === "order" ? [{ receiptId, mapped, known: undefined }] : [],
      ),
    ),
  );
  const rows = seen.map(({ receipt, mapped }) =>
    previewRow(receipt, becomes.get(receipt.receiptId) ?? mapped, names),
  );
  return { ...previewOf(rows, receipts.length, complete, notLookedUp), example };
}
