import { cron } from "inngest";
import { watchSilence as markSilentShops } from "@/server/orders/watch-silence";
import { inngest } from "./client";

/** Hourly: a shop that sends nothing may be quiet, or cut off in a way that no call shows. */
export const watchSilence = inngest.createFunction(
  { id: "watch-silence", triggers: [cron("23 * * * *")], concurrency: 1, retries: 2 },
  async ({ step }) => ({
    silent: await step.run("mark silent shops", () => markSilentShops(new Date())),
  }),
);
