import { fulfilReceipt as attemptFulfilment } from "@/server/fulfilment/fulfil-receipt";
import { longestOwnWaitMs } from "@/server/orders/claim";
import { inngest } from "./client";
import { fulfilmentDue } from "./events";

/** A run attempts this often before it leaves the rest to the sweeper. */
const mostAttempts = 10;

export const fulfilReceipt = inngest.createFunction(
  {
    id: "fulfil-receipt",
    triggers: [fulfilmentDue],
    concurrency: [{ key: "event.data.organisationId", limit: 4 }],
    retries: 3,
  },
  async ({ event, step }) => {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const { state, retryInMs } = await step.run(`attempt ${attempt}`, () =>
        attemptFulfilment(event.data.orderLinkId),
      );
      if (retryInMs === null || retryInMs > longestOwnWaitMs) return { state, attempt };
      await step.sleep(`before attempt ${attempt + 1}`, retryInMs);
    }
    return { state: "left to the sweeper", attempt: mostAttempts };
  },
);
