import { and, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { product } from "@/db/schema/organisation";

/** The customer's active product codes, as last read. */
export const activeProducts = (tx: Queryable, customerId: string) =>
  tx
    .select({ code: product.code, name: product.name })
    .from(product)
    .where(and(eq(product.customerId, customerId), eq(product.active, true)))
    .orderBy(product.code);
