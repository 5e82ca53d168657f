import { cron } from "inngest";
import { findDueWork } from "@/server/orders/due-work";
import { inngest } from "./client";
import { dispatchCheckRequested, fulfilmentDue, ordersDue, pullRequested } from "./events";

/** Every minute: what is due by the database gets its event, whatever became of an earlier one. */
export const sweep = inngest.createFunction(
  { id: "sweep", triggers: [cron("* * * * *")], concurrency: 1, retries: 0 },
  async ({ step }) => {
    const due = await step.run("find due work", findDueWork);
    const events = [
      ...due.pulls.map((data) => pullRequested.create(data)),
      ...due.orders.map((data) => ordersDue.create(data)),
      ...due.fulfilments.map((data) => fulfilmentDue.create(data)),
      ...due.dispatchChecks.map((data) => dispatchCheckRequested.create(data)),
    ];
    if (events.length > 0) await step.sendEvent("announce", events);
    return { announced: events.length };
  },
);
