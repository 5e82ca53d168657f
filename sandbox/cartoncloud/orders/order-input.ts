import { z } from "zod";
import { addressInput } from "./address-input";

const text = z.string().nullish();
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "A currency has three capital letters, such as AUD.")
  .nullish();
const money = z.looseObject({ amount: z.number(), currency });
const freeFields = z.record(z.string(), z.unknown()).nullish();
const codes = <T extends z.ZodRawShape>(keys: T) => z.looseObject(keys).nullish();
const given = (value: unknown): boolean => typeof value === "string" && value !== "";
const instant = z.looseObject({ time: z.iso.datetime({ offset: true }) }).nullish();

const customerRef = z
  .strictObject({ id: z.guid().nullish(), references: codes({ code: text }), name: text })
  .refine((ref) => given(ref.id) || given(ref.references?.code) || given(ref.name), {
    error: "Name the customer by id, references.code or name.",
  });

const warehouseRef = z
  .strictObject({ id: z.guid().nullish(), name: text })
  .refine((ref) => given(ref.id) || given(ref.name), {
    error: "Name the warehouse by id or name.",
  });

const productRef = z
  .strictObject({
    id: z.guid().nullish(),
    references: codes({ code: text, barcode: text }),
    name: text,
  })
  .refine(
    (ref) =>
      [ref.id, ref.references?.code, ref.references?.barcode, ref.name].some((one) => given(one)),
    { error: "Name the product by id, references.code, references.barcode or name." },
  );

const item = z.strictObject({
  details: z.strictObject({
    product: productRef,
    unitOfMeasure: z.looseObject({ type: z.string() }).nullish(),
    approximateUnitPrice: z
      .looseObject({ amount: z.number(), currency: z.string().regex(/^[A-Z]{3}$/) })
      .nullish(),
  }),
  measures: z.strictObject({ quantity: z.number().gt(0) }),
  properties: freeFields,
});

/** Body of a new outbound order. Unknown fields are refused to catch a client's typing errors. */
export const orderInput = z.strictObject({
  type: z.literal("OUTBOUND").nullish(),
  references: z
    .object({ customer: z.string().min(1), tracking: text, alternateReference: text })
    .catchall(z.string().nullable()),
  customer: customerRef,
  warehouse: warehouseRef.nullish(),
  details: z.strictObject({
    urgent: z.boolean().nullish(),
    instructions: text,
    collect: z.strictObject({ requiredDate: z.iso.date().nullish() }).nullish(),
    deliver: z.strictObject({
      address: addressInput,
      method: z
        .looseObject({ type: z.enum(["SHIPPING", "PICKUP"]).nullish(), requestedService: text })
        .nullish(),
      instructions: text,
      requiredDate: z.iso.date().nullish(),
      cashPaymentAmount: money.nullish(),
    }),
    invoiceValue: z.looseObject({ amount: z.number().min(0), currency }).nullish(),
    allowSplitting: z.boolean().nullish(),
  }),
  properties: freeFields,
  items: z.array(item).min(1),
  timestamps: z
    .looseObject({ created: instant, modified: instant, packed: instant, dispatched: instant })
    .nullish(),
});

export type OrderInput = z.infer<typeof orderInput>;
export type OrderItemInput = OrderInput["items"][number];
