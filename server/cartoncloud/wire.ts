import { z } from "zod";

const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const named = z
  .object({ id: text, name: text })
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const instant = z
  .object({ time: z.string() })
  .nullish()
  .catch(null)
  .transform((value) => {
    const at = value ? new Date(value.time) : null;
    return at && !Number.isNaN(at.getTime()) ? at : null;
  });

/** A longer one makes a header that no server takes, so that every call would fail. */
const longestToken = 4096;

export const token = z
  .object({
    access_token: z.string().min(1).max(longestToken),
    expires_in: z.number().nonnegative(),
  })
  .transform((t) => ({ accessToken: t.access_token, expiresInSeconds: t.expires_in }));

export const userInfo = z.object({
  name: text,
  tenants: z.array(z.object({ id: z.uuid(), name: z.string() })),
});

export const customer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    enabled: z.boolean().nullish().catch(null),
    warehouses: z
      .array(z.object({ id: z.uuid(), name: text, enabled: z.boolean().nullish().catch(null) }))
      .nullish()
      .catch(null),
  })
  .transform((c) => ({
    id: c.id,
    name: c.name,
    enabled: c.enabled !== false,
    /** Null where the answer leaves them out. */
    warehouses:
      c.warehouses
        ?.filter(({ enabled }) => enabled !== false)
        .map(({ id, name }) => ({ id, name: name ?? id })) ?? null,
  }));
export type CartonCloudCustomer = z.output<typeof customer>;

export const product = z
  .object({
    id: z.string(),
    name: z.string(),
    references: z.object({ code: text }).nullish().catch(null),
    details: z
      .object({ active: z.boolean().nullish().catch(null) })
      .nullish()
      .catch(null),
  })
  .transform((p) => ({
    code: p.references?.code ?? null,
    name: p.name,
    active: p.details?.active !== false,
  }));
export type CartonCloudProduct = z.output<typeof product>;

const orderItem = z
  .object({
    details: z
      .object({
        product: z
          .object({ name: text, references: z.object({ code: text }).nullish().catch(null) })
          .nullish()
          .catch(null),
      })
      .nullish()
      .catch(null),
    measures: z
      .object({ quantity: z.number().nullish().catch(null) })
      .nullish()
      .catch(null),
  })
  .transform((item) => ({
    productCode: item.details?.product?.references?.code ?? null,
    productName: item.details?.product?.name ?? null,
    quantity: item.measures?.quantity ?? null,
  }));

/** An outbound order as the product knows it. `status` as CartonCloud spells it; new ones pass. */
export const outboundOrder = z
  .object({
    id: z.uuid(),
    status: z.string(),
    version: z.number().int().catch(0),
    references: z
      .object({ customer: text, numericId: text })
      .catch({ customer: null, numericId: null }),
    customer: named,
    warehouse: named,
    details: z
      .object({
        deliver: z
          .object({
            address: z
              .object({ contactName: text, address1: text, postcode: text })
              .nullish()
              .catch(null),
          })
          .nullish()
          .catch(null),
        errors: z
          .array(z.object({ message: z.string(), isResolved: z.boolean().nullish().catch(null) }))
          .nullish()
          .catch(null),
      })
      .nullish()
      .catch(null),
    items: z.array(orderItem).nullish().catch(null),
    timestamps: z
      .object({ created: instant, modified: instant, dispatched: instant })
      .nullish()
      .catch(null),
  })
  .transform((o) => ({
    id: o.id,
    status: o.status,
    version: o.version,
    reference: o.references.customer,
    number: o.references.numericId,
    customerId: o.customer?.id ?? null,
    warehouseId: o.warehouse?.id ?? null,
    contactName: o.details?.deliver?.address?.contactName ?? null,
    address1: o.details?.deliver?.address?.address1 ?? null,
    postcode: o.details?.deliver?.address?.postcode ?? null,
    errors: (o.details?.errors ?? [])
      .filter(({ isResolved }) => isResolved !== true)
      .map(({ message }) => message),
    /** Null where the answer leaves them out, as rejected orders may. */
    items: o.items ?? null,
    dispatchedAt: o.timestamps?.dispatched ?? null,
    modifiedAt: o.timestamps?.modified ?? null,
  }));
export type OutboundOrder = z.output<typeof outboundOrder>;

export const consignment = z
  .object({
    id: z.uuid(),
    status: z.string().catch(""),
    generatedFromTask: z.object({ id: z.string() }).nullish().catch(null),
    references: z.object({ tracking: text }).nullish().catch(null),
    details: z
      .object({
        type: z.string().catch(""),
        tracking: z.object({ companyName: text, company: text, url: text }).nullish().catch(null),
      })
      .nullish()
      .catch(null),
  })
  .transform((c) => ({
    id: c.id,
    status: c.status,
    type: c.details?.type ?? "",
    outboundOrderId: c.generatedFromTask?.id ?? null,
    trackingCode: c.references?.tracking?.trim() || null,
    carrier: (c.details?.tracking?.companyName ?? c.details?.tracking?.company)?.trim() || null,
    trackingUrl: c.details?.tracking?.url ?? null,
  }));
export type Consignment = z.output<typeof consignment>;

/** Errors come as an array; OAuth's as an object. */
export const refusals = z
  .union([
    z.array(
      z.object({
        message: z.string().catch(""),
        field: text,
        type: text,
        details: z.object({ duplicateId: text }).nullish().catch(null),
      }),
    ),
    z
      .object({ error: z.string(), error_description: z.string().optional() })
      .transform((body) => [
        { message: body.error_description ?? body.error, field: null, type: null, details: null },
      ]),
  ])
  .catch([]);
