import { cron } from "inngest";
import { allOrganisations, closeWeeks } from "@/server/billing/close";
import { inngest } from "./client";

/** Hourly, since Monday begins at another hour in each zone; a week closed already is left alone. */
export const closeBilling = inngest.createFunction(
  { id: "close-billing", triggers: [cron("41 * * * *")], concurrency: 1, retries: 2 },
  async ({ step }) => {
    let closed = 0;
    for (const id of await step.run("find organisations", allOrganisations))
      closed += await step.run(`close weeks of ${id}`, () => closeWeeks(id, new Date()));
    return { closed };
  },
);
