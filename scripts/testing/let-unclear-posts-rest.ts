import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { shipment } from "@/db/schema/order-link";

/** The two minutes after a post to Etsy without a clear answer are over. */
export const letUnclearPostsRest = () =>
  db()
    .update(shipment)
    .set({ sentAt: sql`${shipment.sentAt} - interval '3 minutes'` })
    .where(eq(shipment.state, "sending"));
