import { eventType } from "inngest";
import { z } from "zod";

/** All that happens in the background. Events carry ids; what they stand for is read from the database. */

export const pullRequested = eventType("etsy/pull.requested", {
  schema: z.object({
    pullId: z.uuid(),
    integrationId: z.uuid(),
    /** Before the first page, so that one pull reads a whole burst of webhooks. */
    waitMs: z.int().positive().optional(),
  }),
});

/** Some orders of the organisation are to be made: the database says which. */
export const ordersDue = eventType("organisation/orders.due", {
  schema: z.object({ organisationId: z.uuid() }),
});

export const fulfilmentDue = eventType("order-link/fulfilment.due", {
  schema: z.object({ orderLinkId: z.uuid(), organisationId: z.uuid() }),
});

export const dispatchCheckRequested = eventType("cartoncloud/dispatch-check.requested", {
  schema: z.object({ organisationId: z.uuid() }),
});

export const orderChanged = eventType("cartoncloud/order.changed", {
  schema: z.object({
    organisationId: z.uuid(),
    outboundOrderId: z.uuid(),
    /** The same for every repeat of one message. */
    messageId: z.string(),
  }),
});
