import { makeOrders } from "@/server/orders/make-orders";
import { inngest } from "./client";
import { fulfilmentDue, ordersDue } from "./events";

/** A run works for this many windows of time; another one goes on. */
const mostWindows = 60;

/** One run at a time makes an organisation's orders; any other one ends at once. */
export const createOutboundOrders = inngest.createFunction(
  {
    id: "create-outbound-orders",
    triggers: [ordersDue],
    concurrency: [{ key: "event.data.organisationId", limit: 4 }],
    retries: 3,
  },
  async ({ event, step, runId }) => {
    const { organisationId } = event.data;
    let attempts = 0;
    for (let window = 1; window <= mostWindows; window++) {
      const made = await step.run(`make orders ${window}`, () =>
        makeOrders(organisationId, runId, { last: window === mostWindows }),
      );
      attempts += made.attempts;
      if (made.dispatched.length > 0)
        await step.sendEvent(
          `fulfilment due ${window}`,
          made.dispatched.map((orderLinkId) =>
            fulfilmentDue.create({ orderLinkId, organisationId }),
          ),
        );
      if (made.more) continue;
      if (made.retryInMs === null) return { attempts };
      await step.sleep(`before window ${window + 1}`, made.retryInMs);
    }
    await step.sendEvent("more orders due", ordersDue.create({ organisationId }));
    return { attempts };
  },
);
