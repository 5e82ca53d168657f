import { eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { warehouse } from "@/db/schema/organisation";
import { ApiError, DomainError } from "@/server/errors";
import { largestPage } from "@/server/etsy/client";
import type { Receipt } from "@/server/etsy/wire";
import { visibleIntegration } from "@/server/integrations/access";
import { ReconnectNeeded, withEtsy } from "@/server/integrations/connection";
import type { OrderCreation } from "@/server/integrations/schema";
import { syncProducts } from "@/server/organisations/catalogue";
import type { Scope } from "@/server/people/scope";
import { mapReceipt } from "./map-receipt";
import { readMappingSettings } from "./mapping-settings";
import type { HoldReason, SkipReason } from "./schema";

/** A preview reads at most this many receipts, and says so when there are more. */
const mostReceipts = 500;
/** With "only orders from now on" there is nothing to import yet: the last days show what would have been. */
const exampleDays = 30;

export type PreviewRow = {
  receiptId: string;
  receiptCreatedAt: Date;
  itemQuantity: number;
  totalMinor: number | null;
  totalDivisor: number | null;
  currency: string | null;
  decision: "create" | "hold" | "skip";
  reason: HoldReason | SkipReason | null;
  detail: Record<string, unknown> | null;
  warehouseName: string | null;
};

export type Preview = {
  rows: PreviewRow[];
  counts: { create: number; hold: number; skip: number };
  /** Receipts read from Etsy. */
  read: number;
  /** False when there are more than the preview reads. */
  complete: boolean;
  /** True when these receipts lie before the start and only show what the rules would do. */
  example: boolean;
};

/** The first instant that step 3's import start lets in: a date means its midnight in UTC. */
export const importStart = (from: OrderCreation["importFrom"], now: Date): Date =>
  from.kind === "now" ? now : new Date(`${from.date}T00:00:00Z`);

async function readUnshipped(integrationId: string, shopId: number, since: Date) {
  const receipts: Receipt[] = [];
  for (let offset = 0; ; offset += largestPage) {
    const page = await withEtsy(integrationId, (etsy) =>
      etsy.getReceipts(shopId, {
        minCreated: Math.floor(+since / 1000),
        wasPaid: true,
        wasShipped: false,
        sortOn: "created",
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
 * in CartonCloud or in the orders here. @throws DomainError not_found, conflict, unavailable
 */
export async function previewImport(
  scope: Scope,
  integrationId: string,
  settings: OrderCreation,
): Promise<Preview> {
  const row = await visibleIntegration(scope, integrationId);
  if (!row.etsyShopId)
    throw new DomainError("conflict", "Connect the Etsy shop first: step 2, Authentication.");
  const now = new Date();
  const example = settings.importFrom.kind === "now";
  const since = example
    ? new Date(+now - exampleDays * 86_400_000)
    : importStart(settings.importFrom, now);
  try {
    await syncProducts(row.organisationId, row.customerId);
    const { receipts, complete } = await readUnshipped(row.id, row.etsyShopId, since);
    const mapping = {
      ...(await readMappingSettings(row, settings)),
      importSince: +since / 1000,
    };
    const sites = await db()
      .select({ id: warehouse.id, name: warehouse.name })
      .from(warehouse)
      .where(
        mapping.warehouses.size > 0
          ? inArray(warehouse.id, [...mapping.warehouses.keys()])
          : eq(warehouse.organisationId, row.organisationId),
      );
    const names = new Map(sites.map(({ id, name }) => [id, name]));
    const rows = receipts.map((receipt): PreviewRow => {
      const mapped = mapReceipt(receipt, mapping);
      return {
        receiptId: receipt.receiptId,
        receiptCreatedAt: new Date(receipt.createdAt * 1000),
        itemQuantity: receipt.lines.reduce((sum, line) => sum + line.quantity, 0),
        totalMinor: receipt.total?.minor ?? null,
        totalDivisor: receipt.total?.divisor ?? null,
        currency: receipt.total?.currency ?? null,
        decision: mapped.kind === "order" ? "create" : mapped.kind,
        reason: mapped.kind === "order" ? null : mapped.reason,
        detail: mapped.kind === "hold" ? mapped.detail : null,
        warehouseName: mapped.kind === "order" ? (names.get(mapped.warehouseId) ?? null) : null,
      };
    });
    const count = (decision: PreviewRow["decision"]) =>
      rows.filter((one) => one.decision === decision).length;
    return {
      rows,
      counts: { create: count("create"), hold: count("hold"), skip: count("skip") },
      read: receipts.length,
      complete,
      example,
    };
  } catch (error) {
    if (error instanceof ReconnectNeeded) throw new DomainError("conflict", error.message);
    if (error instanceof ApiError)
      throw new DomainError(
        "unavailable",
        `${error.system} did not serve the preview: ${error.message} Try again in a minute.`,
      );
    throw error;
  }
}
