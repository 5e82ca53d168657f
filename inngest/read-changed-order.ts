import { checkOrder } from "@/server/fulfilment/check-order";
import { inngest } from "./client";
import { fulfilmentDue, orderChanged, ordersDue } from "./events";
import { withRetryPolicy } from "./retry-policy";

/** A create whose answer is on its way is waited for this often. */
const mostTries = 4;

export const readChangedOrder = inngest.createFunction(
  {
    id: "read-changed-order",
    triggers: [orderChanged],
    // Every repeat of one message is one reading.
    idempotency: "event.data.messageId",
    concurrency: [{ key: "event.data.organisationId", limit: 4 }],
    retries: 3,
  },
  async ({ event, step }) => {
    const { organisationId, outboundOrderId } = event.data;
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const { fulfil, create } = await step.run(`read order ${attempt}`, () =>
        withRetryPolicy(() => checkOrder(organisationId, outboundOrderId)),
      );
      if (fulfil) {
        const data = { orderLinkId: fulfil, organisationId };
        await step.sendEvent("fulfilment due", fulfilmentDue.create(data));
        return { fulfil: 1 };
      }
      if (!create) return { fulfil: 0 };
      await step.sendEvent(`order due ${attempt}`, ordersDue.create({ organisationId }));
      await step.sleep(`before reading ${attempt + 1}`, 3000);
    }
    return { fulfil: 0 };
  },
);
