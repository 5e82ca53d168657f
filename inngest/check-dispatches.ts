import { checkDispatches as findDispatched } from "@/server/fulfilment/check-dispatches";
import { lookAgain } from "@/server/fulfilment/look-again";
import { inngest } from "./client";
import { dispatchCheckRequested, fulfilmentDue } from "./events";
import { withRetryPolicy } from "./retry-policy";

export const checkDispatches = inngest.createFunction(
  {
    id: "check-dispatches",
    triggers: [dispatchCheckRequested],
    concurrency: [{ key: "event.data.organisationId", limit: 1 }],
    retries: 2,
  },
  async ({ event, step }) => {
    const { organisationId } = event.data;
    const dispatched = await step.run("find dispatched orders", () =>
      withRetryPolicy(() => findDispatched(organisationId)),
    );
    const late = await step.run("look again", () =>
      withRetryPolicy(() => lookAgain(organisationId)),
    );
    const due = [...dispatched, ...late];
    if (due.length > 0)
      await step.sendEvent(
        "fulfilments due",
        due.map((orderLinkId) => fulfilmentDue.create({ orderLinkId, organisationId })),
      );
    return { dispatched: due.length };
  },
);
