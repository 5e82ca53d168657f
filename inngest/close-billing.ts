import { cron, NonRetriableError } from "inngest";
import { closeWeeks, organisationsToClose } from "@/server/billing/close";
import { inngest } from "./client";

/** Hourly, since Monday begins at another hour in each zone; a week closed already is left alone. */
export const closeBilling = inngest.createFunction(
  { id: "close-billing", triggers: [cron("41 * * * *")], concurrency: 1, retries: 2 },
  async ({ step }) => {
    let closed = 0;
    const failed: string[] = [];
    const due = await step.run("find organisations", () => organisationsToClose(new Date()));
    // What keeps one organisation's week open is seen in the run; the others are closed.
    for (const id of due)
      await step
        .run(`close weeks of ${id}`, () => closeWeeks(id, new Date()))
        .then(
          (count) => {
            closed += count;
          },
          () => failed.push(id),
        );
    if (failed.length > 0)
      throw new NonRetriableError(
        `Of ${due.length} organisations these are not closed: ${failed.slice(0, 10).join(", ")}.`,
      );
    return { closed };
  },
);
