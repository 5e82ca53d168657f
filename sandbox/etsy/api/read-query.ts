import { z } from "zod";
import type { ReceiptQuery } from "@/sandbox/etsy/world/select-receipts";

const whole = z
  .string()
  .regex(/^-?\d+$/, "must be a whole number")
  .transform(Number);
const epoch = whole.pipe(z.number().min(946_684_800, "must be 946684800 or later")).optional();
const flag = z
  .enum(["true", "false", "null", ""], "must be true or false")
  .transform((text) => (text === "true" ? true : text === "false" ? false : undefined))
  .optional();

/** Fact: etsy §2.1; 12000 as the largest offset is in Etsy's pages, not in its specification. */
const receiptsQuery = z.object({
  min_created: epoch,
  max_created: epoch,
  min_last_modified: epoch,
  max_last_modified: epoch,
  limit: whole
    .pipe(z.number().min(1, "must be at least 1").max(100, "must be at most 100"))
    .default(25),
  offset: whole
    .pipe(z.number().min(0, "must be at least 0").max(12_000, "must be at most 12000"))
    .default(0),
  sort_on: z.enum(["created", "updated", "receipt_id"]).default("created"),
  sort_order: z.enum(["asc", "ascending", "desc", "descending", "up", "down"]).default("desc"),
  was_paid: flag,
  was_shipped: flag,
  was_delivered: flag,
  was_canceled: flag,
  legacy: z.enum(["true", "false"]).optional(),
});

/** Reads the query of getShopReceipts; the first thing wrong comes back as a sentence. */
export function readReceiptsQuery(
  query: Record<string, string>,
): { ok: true; query: ReceiptQuery } | { ok: false; error: string } {
  const read = receiptsQuery.safeParse(query);
  if (!read.success) {
    const issue = read.error.issues[0];
    return { ok: false, error: `${issue?.path.join(".")}: ${issue?.message}` };
  }
  const { sort_order, legacy: _, ...rest } = read.data;
  return {
    ok: true,
    query: { ...rest, ascending: ["asc", "ascending", "up"].includes(sort_order) },
  };
}
