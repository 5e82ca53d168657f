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
    const due = (ids: readonly string[]) =>
      ids.map((orderLinkId) => fulfilmentDue.create({ orderLinkId, organisationId }));
    const dispatched = await step.run("find dispatched orders", () =>
      withRetryPolicy(() => findDispatched(organisationId)),
    );
    // Before the second look: what fails there keeps no dispatch back.
    if (dispatched.length > 0) await step.sendEvent("fulfilments due", due(dispatched));
    const late = await step.run("look again", () =>
      withRetryPolicy(() => lookAgain(organisationId)),
    );
    if (late.length > 0) await step.sendEvent("late fulfilments due", due(late));
    return { dispatched: dispatched.length + late.length };
  },
);
