import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLinkEvent, shipment } from "@/db/schema/order-link";
import { userAccount } from "@/db/schema/people";
import { ApiError, DomainError, notFound } from "@/server/errors";
import {
  mayConfigure,
  visibleCustomer,
  visibleIntegration,
  visibleWithCustomer,
} from "@/server/integrations/access";
import { warehouseNames, warehousesOf } from "@/server/organisations/warehouses";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import type { Scope } from "@/server/people/scope";
import { activeProducts } from "./active-products";
import { actionsOf } from "./hold-actions";
import type { OrderLinkRow } from "./order-link";
import { visibleOrderLink } from "./order-link";
import { openReceipt } from "./receipt-view";

const isAhead = (at: Date | null) => at !== null && at > new Date();

/** An order link as people may see it: its sealed columns stay behind. */
function shown({
  receiptSealed,
  addressSealed,
  editedReceiptSealed,
  queuedUntil,
  leaseUntil,
  ...row
}: OrderLinkRow) {
  return { ...row, addressEntered: addressSealed !== null, working: isAhead(leaseUntil) };
}

const timelineOf = (orderLinkId: string) =>
  db()
    .select({
      id: orderLinkEvent.id,
      at: orderLinkEvent.at,
      kind: orderLinkEvent.kind,
      data: orderLinkEvent.data,
      userName: userAccount.name,
    })
    .from(orderLinkEvent)
    .leftJoin(userAccount, eq(userAccount.id, orderLinkEvent.userId))
    .where(eq(orderLinkEvent.orderLinkId, orderLinkId))
    .orderBy(asc(orderLinkEvent.id));

const parcelsOf = (orderLinkId: string) =>
  db()
    .select({
      id: shipment.id,
      trackingCode: shipment.trackingCode,
      carrier: shipment.carrier,
      etsyCarrierName: shipment.etsyCarrierName,
      state: shipment.state,
      toldAt: shipment.toldAt,
    })
    .from(shipment)
    .where(eq(shipment.orderLinkId, orderLinkId))
    .orderBy(asc(shipment.createdAt), asc(shipment.id));

/** One order link with its receipt, parcels and timeline. @throws DomainError not_found */
export async function readOrderLink(
  scope: Scope,
  input: { integrationId: string; orderLinkId: string },
) {
  const [row, { row: owner, owner: company }] = await Promise.all([
    visibleOrderLink(scope, input.orderLinkId),
    visibleWithCustomer(scope, input.integrationId, "order"),
  ]);
  if (row.integrationId !== owner.id) throw notFound("order");
  const [receipt, timeline, parcels, names, warehouses, may] = await Promise.all([
    openReceipt(row),
    timelineOf(row.id),
    parcelsOf(row.id),
    warehouseNames(row.organisationId),
    warehousesOf(row.customerId),
    mayConfigure(scope, company),
  ]);
  return {
    link: {
      ...shown(row),
      warehouseName: row.warehouseId ? (names.get(row.warehouseId) ?? null) : null,
    },
    integration: { id: owner.id, name: owner.name, status: owner.status },
    customer: { id: company.id, name: company.name },
    may,
    /** Whether the person may have the buyer's personal data erased. */
    mayErase: scope.role === "admin",
    receipt,
    parcels,
    /** What a person can do about it while it is held, the answer to its reason first. */
    actions: row.state === "held" ? actionsOf(row.holdReason, row.dispatchedAt !== null) : [],
    /** Those that the customer has access to. */
    warehouses,
    timeline: timeline.map((event) => {
      const { warehouseId } = event.data;
      const name = typeof warehouseId === "string" ? names.get(warehouseId) : undefined;
      return name ? { ...event, data: { ...event.data, warehouseName: name } } : event;
    }),
  };
}

/** The order that has this receipt's reference already, for a person to compare. */
function foreignOrderId(row: OrderLinkRow): string | null {
  const id = row.holdReason === "reference_taken" ? row.reasonDetail?.outboundOrderId : null;
  return typeof id === "string" ? id : null;
}

/**
 * The outbound order as CartonCloud shows it now; null where there is none, or where it is gone.
 * @throws DomainError not_found, unavailable
 */
export async function readOutboundOrder(scope: Scope, orderLinkId: string) {
  const row = await visibleOrderLink(scope, orderLinkId);
  const id = row.outboundOrderId ?? foreignOrderId(row);
  if (!id) return null;
  const company = await visibleCustomer(scope, row.customerId);
  try {
    const order = await withCartonCloud(row.organisationId, (cartonCloud) =>
      cartonCloud.getOutboundOrder(id),
    );
    // Another customer's order is none of this one's business, whatever reference it carries.
    if (order?.customerId !== company.cartonCloudId) return null;
    const { version, customerId, warehouseId, modifiedAt, ...view } = order;
    return view;
  } catch (error) {
    if (error instanceof ApiError)
      throw new DomainError(
        "unavailable",
        `CartonCloud did not show the order: ${error.message} What is stored here stays valid.`,
      );
    throw error;
  }
}

/** The customer's active product codes, for a choice. @throws DomainError not_found */
export async function listProductCodes(scope: Scope, integrationId: string) {
  const { customerId } = await visibleIntegration(scope, integrationId);
  return activeProducts(db(), customerId);
}
