import { and, eq, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { recordOrderLinkEvents } from "./order-link";

const dayMs = 86_400_000;
const keptAfterDispatchMs = 30 * dayMs;
const keptAfterRejectionMs = 7 * dayMs;
const mostAtOnce = 1000;

/**
 * Erases buyers' personal data 30 days after dispatch, and 7 days after a receipt was skipped or its
 * order rejected. Ids, SKUs and times stay. Safe to repeat. @returns how many order links were erased
 */
export async function erasePersonalData(now: Date): Promise<number> {
  return db().transaction(async (tx) => {
    const due = tx
      .select({ id: orderLink.id })
      .from(orderLink)
      .where(
        and(
          isNull(orderLink.personalDataErasedAt),
          or(isNotNull(orderLink.receiptSealed), isNotNull(orderLink.addressSealed)),
          or(
            lt(orderLink.dispatchedAt, new Date(+now - keptAfterDispatchMs)),
            and(
              or(
                eq(orderLink.state, "skipped"),
                and(eq(orderLink.state, "held"), eq(orderLink.holdReason, "order_rejected")),
              ),
              lt(orderLink.updatedAt, new Date(+now - keptAfterRejectionMs)),
            ),
          ),
        ),
      )
      .limit(mostAtOnce)
      .for("update", { skipLocked: true });
    const erased = await tx
      .update(orderLink)
      .set({
        receiptSealed: null,
        addressSealed: null,
        editedReceiptSealed: null,
        personalDataErasedAt: now,
      })
      .where(inArray(orderLink.id, due))
      .returning({ orderLinkId: orderLink.id, organisationId: orderLink.organisationId });
    await recordOrderLinkEvents(
      tx,
      erased.map((one) => ({ ...one, kind: "personal_data.erased" })),
    );
    return erased.length;
  });
}
