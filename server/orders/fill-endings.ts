import { eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { organisation } from "@/db/schema/organisation";

/** Rows of one statement: it is over in a second or two. */
const batchSize = 5000;

/** What order links are found by whose receipt number ends in the digits that a person knows. */
export const endingOf = (receiptId: string): string => receiptId.slice(-3);

/**
 * Fills the column in order links that were stored before it was there.
 * @returns how many; 0 once none is left
 */
export async function fillEndings(): Promise<number> {
  const some = db()
    .select({ id: orderLink.id })
    .from(orderLink)
    .where(
      sql`${eq(orderLink.organisationId, organisation.id)} and ${isNull(orderLink.receiptEnding)}`,
    )
    .limit(batchSize)
    .as("some");
  const without = db()
    .select({ id: some.id })
    .from(organisation)
    .crossJoinLateral(some)
    .limit(batchSize);
  const filled = await db()
    .update(orderLink)
    .set({ receiptEnding: sql`right(${orderLink.receiptId}, 3)` })
    .where(inArray(orderLink.id, without))
    .returning({ id: orderLink.id });
  return filled.length;
}
