import { cron } from "inngest";
import { syncCatalogue as readCatalogue, syncProducts } from "@/server/organisations/catalogue";
import { liveCustomers } from "@/server/organisations/live-customers";
import { inngest } from "./client";
import { withRetryPolicy } from "./retry-policy";

/** Daily: customers, warehouses, access and product codes as CartonCloud has them now. */
export const syncCatalogue = inngest.createFunction(
  { id: "sync-catalogue", triggers: [cron("7 1 * * *")], concurrency: 1, retries: 3 },
  async ({ step }) => {
    const live = await step.run("find live customers", liveCustomers);
    let failed = 0;
    // What one organisation's CartonCloud refuses is on its connection; the others go on.
    const onward = () => {
      failed += 1;
    };
    for (const organisationId of new Set(live.map((one) => one.organisationId)))
      await step
        .run(`catalogue of ${organisationId}`, () =>
          withRetryPolicy(() => readCatalogue(organisationId)),
        )
        .catch(onward);
    for (const { organisationId, customerId } of live)
      await step
        .run(`products of ${customerId}`, () =>
          withRetryPolicy(() => syncProducts(organisationId, customerId)),
        )
        .catch(onward);
    return { customers: live.length, failed };
  },
);
