import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { DomainError } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import type { IntegrationRow } from "@/server/integrations/access";
import { visibleIntegration } from "@/server/integrations/access";
import { withEtsy } from "@/server/integrations/connection";
import { lookUpProducts } from "@/server/organisations/catalogue";
import { warehouseNames } from "@/server/organisations/warehouses";
import type { Scope } from "@/server/people/scope";
import { unknownCodes } from "./decide-order";
import { judgeKnown } from "./judge-receipt";
import { lookUpReferences } from "./look-up-references";
import type { Mapped, MappingSettings } from "./map-receipt";
import { mapReceipt } from "./map-receipt";
import { readMappingSettings } from "./mapping-settings";
import type { OrderLinkRow } from "./order-link";
import { openEnteredAddress } from "./order-link";
import { nextPage, pageQuery } from "./page-query";
import type { Preview } from "./preview-rows";
import { forPreview, mostReceipts, previewOf, previewRow } from "./preview-rows";
import { pullWindow } from "./request-pull";

/** Reads what a pull that was opened now would read, page by page as it would. */
async function readWindow(row: IntegrationRow, shopId: number) {
  const receipts = new Map<string, Receipt>();
  const window = pullWindow(row, "changes", new Date());
  let at = {
    ...window,
    kind: "changes" as const,
    phase: "unshipped" as "unshipped" | "canceled",
    seenUpTo: null as Date | null,
    offset: 0,
  };
  for (let more = true; more; ) {
    const page = await withEtsy(row.id, (etsy) => etsy.getReceipts(shopId, pageQuery(at)));
    for (const receipt of page.receipts) receipts.set(receipt.receiptId, receipt);
    const next = nextPage(at, page);
    ({ more } = next);
    at = { ...at, ...next };
    if (more && receipts.size >= mostReceipts) break;
    if (!more) return { receipts: [...receipts.values()], complete: true, ...window };
  }
  return { receipts: [...receipts.values()], complete: false, ...window };
}

/**
 * What a run makes of a receipt: null when nothing new becomes of it, "stop" when its order exists and
 * is to be stopped.
 */
export function foresee(
  receipt: Receipt,
  known: OrderLinkRow | undefined,
  settings: MappingSettings,
  importSince: Date | null,
): Mapped | "stop" | null {
  if (!known) return mapReceipt(receipt, settings);
  const reading = judgeKnown(known, receipt, importSince);
  if (reading.kind === "stop") return "stop";
  const judged = reading.kind === "judged" ? reading.verdict : null;
  const moves =
    judged !== null && (judged.state !== "skipped" || judged.skipReason !== known.skipReason);
  // Stored by an earlier pull and not made yet: the run after this pull makes it.
  const waits = judged === null && known.state === "received";
  return moves || waits
    ? mapReceipt(receipt, {
        ...settings,
        enteredAddress: openEnteredAddress(known),
        chosenWarehouseId: known.chosenWarehouseId,
      })
    : null;
}

/**
 * What the next pull would make of the shop's receipts, by the functions that the pull itself and the
 * run after it use; changes nothing at Etsy, in CartonCloud or in the orders here. Product codes that
 * are not known yet are looked up in CartonCloud and remembered, as the run would do.
 * `known` counts receipts that were stored before and stay as they are. Orders that wait already and
 * that the pull would not read again are not among it: they are listed as waiting.
 * @throws DomainError not_found, conflict (not active or paused), unavailable
 */
export async function previewNextPull(
  scope: Scope,
  integrationId: string,
): Promise<Preview & { known: number; since: Date }> {
  const row = await visibleIntegration(scope, integrationId);
  const shopId = row.etsyShopId;
  if (!shopId || (row.status !== "active" && row.status !== "paused"))
    throw new DomainError(
      "conflict",
      "Only an active or paused integration has a next pull. Finish it or connect it again first.",
    );
  return forPreview(async () => {
    const read = await readWindow(row, shopId);
    const links = await db()
      .select()
      .from(orderLink)
      .where(
        and(
          eq(orderLink.integrationId, row.id),
          inArray(
            orderLink.receiptId,
            read.receipts.map(({ receiptId }) => receiptId),
          ),
        ),
      );
    const byReceipt = new Map(links.map((link) => [link.receiptId, link]));
    const foreseeAll = async () => {
      const settings = await readMappingSettings(row);
      const seen = read.receipts.map((receipt) => {
        const known = byReceipt.get(receipt.receiptId);
        return { receipt, becomes: foresee(receipt, known, settings, row.importSince) };
      });
      return { seen, settings };
    };
    const first = await foreseeAll();
    const codes = first.seen.flatMap(({ becomes }) =>
      becomes && becomes !== "stop" ? unknownCodes(becomes, first.settings.aliases) : [],
    );
    if (codes.length > 0)
      await lookUpProducts(row.organisationId, row.customerId, [...new Set(codes)]);
    const { seen } = codes.length > 0 ? await foreseeAll() : first;
    const names = await warehouseNames(row.organisationId);
    const looked = await lookUpReferences(
      row,
      first.settings.cartonCloudCustomerId,
      seen.flatMap(({ receipt: { receiptId }, becomes }) =>
        becomes && becomes !== "stop" && becomes.kind === "order"
          ? [{ receiptId, mapped: becomes, known: byReceipt.get(receiptId) }]
          : [],
      ),
    );
    const rows = seen.flatMap(({ receipt, becomes }) => {
      if (!becomes) return [];
      const mapped = becomes === "stop" ? null : becomes;
      return [previewRow(receipt, looked.becomes.get(receipt.receiptId) ?? mapped, names)];
    });
    return {
      ...previewOf(rows, read.receipts.length, read.complete, looked.notLookedUp),
      known: read.receipts.length - rows.length,
      since: read.windowFrom,
    };
  });
}
