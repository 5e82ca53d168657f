import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import { product } from "@/db/schema/organisation";
import { auditEntry } from "@/db/schema/people";
import type { inngest } from "@/inngest/client";
import { readReceipt } from "@/server/etsy/fixtures";
import type { Tenant } from "@/server/integrations/fixtures";
import { sealReceipt } from "./order-link";
import type { HoldReason } from "./words";

let receipts = 0;

/** Orders that wait for a person, each with a receipt of lines for `skus`, for tests. */
export async function makeHeld(
  { organisationId, own }: Pick<Tenant, "organisationId" | "own">,
  integrationId: string,
  spec: {
    reason: HoldReason;
    count?: number;
    skus?: string[];
    detail?: Record<string, unknown>;
    values?: Partial<typeof orderLink.$inferInsert>;
  },
) {
  const { reason, count = 1, skus = [], values = {} } = spec;
  const receipt = readReceipt();
  const [line] = receipt.lines;
  if (!line) throw new Error("The receipt has no line.");
  const lines = skus.map((sku) => ({ ...line, sku, isDigital: false }));
  const detail =
    spec.detail ??
    (skus.length > 0 ? { skus: skus.map((sku) => ({ sku, title: `The ${sku}` })) } : {});
  const rows = Array.from({ length: count }, () => {
    const id = crypto.randomUUID();
    receipts += 1;
    return {
      id,
      organisationId,
      customerId: own,
      integrationId,
      receiptId: `35${String(receipts).padStart(8, "0")}`,
      receiptReadAt: new Date(),
      receiptStatus: "Paid",
      receiptCreatedAt: new Date(Date.UTC(2026, 2, 1) + receipts * 1000),
      receiptUpdatedAt: new Date(),
      itemQuantity: 1,
      receiptSealed: sealReceipt(id, {
        ...receipt,
        lines: lines.length > 0 ? lines : receipt.lines,
      }),
      state: "held" as const,
      holdReason: reason,
      reasonDetail: detail,
      ...values,
    };
  });
  await db().insert(orderLink).values(rows);
  await db()
    .insert(orderLinkEvent)
    .values(
      rows.map(({ id }) => ({ organisationId, orderLinkId: id, kind: "hold", data: { reason } })),
    );
  return rows;
}

export const addProducts = (tenant: Tenant, ...codes: string[]) =>
  db()
    .insert(product)
    .values(
      codes.map((code) => ({
        organisationId: tenant.organisationId,
        customerId: tenant.own,
        code,
        name: `Product ${code}`,
      })),
    );

export const linkRow = async (id: string) =>
  (await db().select().from(orderLink).where(eq(orderLink.id, id)))[0];

export const kindsOf = async (id: string) =>
  (
    await db()
      .select({ kind: orderLinkEvent.kind })
      .from(orderLinkEvent)
      .where(eq(orderLinkEvent.orderLinkId, id))
      .orderBy(orderLinkEvent.id)
  ).map(({ kind }) => kind);

export const auditsOf = async (id: string) =>
  (
    await db()
      .select({ action: auditEntry.action })
      .from(auditEntry)
      .where(eq(auditEntry.subjectId, id))
      .orderBy(auditEntry.at)
  ).map(({ action }) => action);

/** Organisations whose orders were announced to the job runner, by the calls of its `send`. */
export function announcedBy(calls: readonly Parameters<typeof inngest.send>[]) {
  const events = calls.flatMap(([events]) => events);
  return new Set(
    events.flatMap((event) =>
      "data" in event ? [(event.data as { organisationId: string }).organisationId] : [],
    ),
  );
}
