import { cron } from "inngest";
import { erasePersonalData as eraseOldest } from "@/server/orders/erase-personal-data";
import { fillEndings } from "@/server/orders/fill-endings";
import { forgetOldPulls } from "@/server/orders/forget-old-pulls";
import { forgetOldDeliveries } from "@/server/orders/receive-webhook";
import { inngest } from "./client";

export const erasePersonalData = inngest.createFunction(
  { id: "erase-personal-data", triggers: [cron("41 2 * * *")], concurrency: 1, retries: 3 },
  async ({ step }) => {
    let erased = 0;
    for (let batch = 1; batch <= 500; batch++) {
      const count = await step.run(`batch ${batch}`, () => eraseOldest(new Date()));
      erased += count;
      if (count === 0) break;
    }
    const forgotten = await step.run("old webhook deliveries", () =>
      forgetOldDeliveries(new Date()),
    );
    const forgottenPulls = await step.run("old pulls", () => forgetOldPulls(new Date()));
    let filled = 0;
    for (let batch = 1; batch <= 500; batch++) {
      const count = await step.run(`endings ${batch}`, fillEndings);
      filled += count;
      if (count === 0) break;
    }
    return { erased, forgotten, forgottenPulls, filled };
  },
);
