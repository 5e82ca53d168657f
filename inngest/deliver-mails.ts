import { cron } from "inngest";
import { deliverMails } from "@/server/notifications/deliver";
import { noteHeldOrders } from "@/server/notifications/held-digest";
import { deliverAccountMails } from "@/server/people/deliver-account-mails";
import { inngest } from "./client";

/** Every minute: what people are to be told goes out, whatever became of an earlier try. */
export const deliverDueMails = inngest.createFunction(
  { id: "deliver-mails", triggers: [cron("* * * * *")], concurrency: 1, retries: 0 },
  async ({ step }) => {
    const accounts = await step.run("send mails about accounts", () => deliverAccountMails());
    const digests = await step.run("gather held orders", () => noteHeldOrders());
    const delivery = await step.run("send due mails", () => deliverMails());
    return { accounts, digests, ...delivery };
  },
);
