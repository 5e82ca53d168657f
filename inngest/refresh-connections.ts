import { cron } from "inngest";
import { ageingConnections } from "@/server/integrations/ageing-connections";
import { refreshConnection } from "@/server/integrations/connection";
import { inngest } from "./client";

/** Daily: a connection that nobody uses, such as a paused one, must not end with its refresh token. */
export const refreshConnections = inngest.createFunction(
  { id: "refresh-connections", triggers: [cron("17 3 * * *")], concurrency: 1, retries: 2 },
  async ({ step }) => {
    const ageing = await step.run("find ageing connections", () => ageingConnections(new Date()));
    for (const integrationId of ageing)
      await step.run(`refresh ${integrationId}`, () =>
        // One seller's refusal is on that integration's page; the others go on.
        refreshConnection(integrationId).then(
          () => "refreshed",
          () => "refused",
        ),
      );
    return { refreshed: ageing.length };
  },
);
