import { cron } from "inngest";
import { findDueWork, mostAtOnce } from "@/server/orders/due-work";
import { inngest } from "./client";
import { dispatchCheckRequested, fulfilmentDue, orderDue, pullRequested } from "./events";

/** One run announces at most this many parts of some hundred pieces of work; the next minute goes on. */
const mostParts = 20;

/** Every minute: what is due by the database gets its event, whatever became of an earlier one. */
export const sweep = inngest.createFunction(
  { id: "sweep", triggers: [cron("* * * * *")], concurrency: 1, retries: 0 },
  async ({ step }) => {
    let announced = 0;
    for (let part = 1; part <= mostParts; part++) {
      const due = await step.run(`find due work ${part}`, () => findDueWork(part));
      const events = [
        ...due.pulls.map((data) => pullRequested.create(data)),
        ...due.orders.map((data) => orderDue.create(data)),
        ...due.fulfilments.map((data) => fulfilmentDue.create(data)),
        ...due.dispatchChecks.map((data) => dispatchCheckRequested.create(data)),
      ];
      if (events.length > 0) await step.sendEvent(`announce ${part}`, events);
      announced += events.length;
      if (Object.values(due).every(({ length }) => length < mostAtOnce)) break;
    }
    return { announced };
  },
);
