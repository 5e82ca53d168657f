import { longestOwnWaitMs } from "@/server/orders/claim";
import { createOrder } from "@/server/orders/create-order";
import { inngest } from "./client";
import { fulfilmentDue, orderDue } from "./events";

/** A run attempts this often before it leaves the rest to the sweeper. */
const mostAttempts = 30;

/** The order link itself says when it may be tried again; the run only waits for it. */
export const createOutboundOrder = inngest.createFunction(
  {
    id: "create-outbound-order",
    triggers: [orderDue],
    // CartonCloud takes one post in two seconds of an organisation: more at once would only wait.
    concurrency: [{ key: "event.data.organisationId", limit: 4 }],
    retries: 3,
  },
  async ({ event, step }) => {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const { state, retryInMs } = await step.run(`attempt ${attempt}`, () =>
        createOrder(event.data.orderLinkId),
      );
      if (state === "dispatched")
        await step.sendEvent("fulfilment due", fulfilmentDue.create(event.data));
      if (retryInMs === null || retryInMs > longestOwnWaitMs) return { state, attempt };
      await step.sleep(`before attempt ${attempt + 1}`, retryInMs);
    }
    return { state: "left to the sweeper", attempt: mostAttempts };
  },
);
