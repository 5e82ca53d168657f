import { failPull } from "@/server/orders/fail-pull";
import { pullPage } from "@/server/orders/pull-page";
import { inngest } from "./client";
import { ordersDue, pullRequested } from "./events";
import { sentenceOf, withRetryPolicy } from "./retry-policy";

/** One page a run, then the next page as a new event, so that a big shop does not starve the others. */
export const pullReceipts = inngest.createFunction(
  {
    id: "pull-receipts",
    triggers: [pullRequested],
    concurrency: [{ key: "event.data.integrationId", limit: 1 }],
    retries: 4,
    onFailure: async ({ event }) => {
      const { pullId } = pullRequested.schema.parse(event.data.event.data);
      await failPull(pullId, sentenceOf(event.data.error));
    },
  },
  async ({ event, step }) => {
    const { waitMs, ...pull } = event.data;
    if (waitMs) await step.sleep("let a burst gather", waitMs);
    const page = await step.run("pull page", () => withRetryPolicy(() => pullPage(pull.pullId)));
    if (page.ordersDueOf)
      await step.sendEvent("orders due", ordersDue.create({ organisationId: page.ordersDueOf }));
    if (page.more) await step.sendEvent("next page", pullRequested.create(pull));
    return { seen: page.seen, added: page.added, more: page.more };
  },
);
