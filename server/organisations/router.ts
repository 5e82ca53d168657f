import { limitPerson } from "@/server/people/limits";
import { adminProcedure, router } from "@/server/trpc/init";
import { saveCartonCloudConnection, testCartonCloudConnection } from "./cartoncloud";
import { saveDetails } from "./details";
import {
  cartonCloudInput,
  configureAccessInput,
  customerAccessInput,
  detailsInput,
  secondFactorInput,
  webhookKeyInput,
} from "./schema";
import { readSettings, setConfigureAccess, setCustomerAccess, setSecondFactor } from "./service";
import { makeWebhookKey, readWebhookSettings, removeWebhookKey } from "./webhook-keys";

export const organisationRouter = router({
  settings: adminProcedure.query(({ ctx }) => readSettings(ctx.scope)),
  saveDetails: adminProcedure
    .input(detailsInput)
    .mutation(({ ctx, input }) => saveDetails(ctx.scope, input)),
  saveCartonCloud: adminProcedure
    .input(cartonCloudInput)
    .mutation(({ ctx, input: { clientSecret, ...input } }) =>
      saveCartonCloudConnection(ctx.scope, clientSecret ? { ...input, clientSecret } : input),
    ),
  testCartonCloud: adminProcedure.mutation(async ({ ctx }) => {
    await limitPerson(ctx.scope, "outside");
    return testCartonCloudConnection(ctx.scope);
  }),
  webhook: adminProcedure.query(({ ctx }) => readWebhookSettings(ctx.scope)),
  makeWebhookKey: adminProcedure.mutation(({ ctx }) => makeWebhookKey(ctx.scope)),
  removeWebhookKey: adminProcedure
    .input(webhookKeyInput)
    .mutation(({ ctx, input }) => removeWebhookKey(ctx.scope, input.keyId)),
  setCustomerAccess: adminProcedure
    .input(customerAccessInput)
    .mutation(({ ctx, input }) => setCustomerAccess(ctx.scope, input.allow)),
  setSecondFactor: adminProcedure
    .input(secondFactorInput)
    .mutation(({ ctx, input }) => setSecondFactor(ctx.scope, input.required)),
  setConfigureAccess: adminProcedure
    .input(configureAccessInput)
    .mutation(({ ctx, input }) => setConfigureAccess(ctx.scope, input)),
});
