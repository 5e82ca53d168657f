import { requestPull } from "@/server/orders/request-pull";
import { procedure, router } from "@/server/trpc/init";
import { createDraft, rename, saveFulfilment, saveOrderCreation } from "./configure";
import { connectState, startConnect } from "./connect";
import { finish } from "./finish";
import { pause, remove, resume } from "./lifecycle";
import { readIntegration } from "./read-integration";
import { listCarriers, readNewWizard, readWizard } from "./read-wizard";
import {
  draftInput,
  fulfilmentInput,
  ofCustomer,
  ofIntegration,
  orderCreationInput,
  removeInput,
  renameInput,
} from "./schema";
import { readCustomer, readHome } from "./service";

export const integrationsRouter = router({
  home: procedure.query(({ ctx }) => readHome(ctx.scope)),
  customer: procedure
    .input(ofCustomer)
    .query(({ ctx, input }) => readCustomer(ctx.scope, input.customerId)),
  get: procedure
    .input(ofIntegration)
    .query(({ ctx, input }) => readIntegration(ctx.scope, input.integrationId)),
  newWizard: procedure
    .input(ofCustomer)
    .query(({ ctx, input }) => readNewWizard(ctx.scope, input.customerId)),
  wizard: procedure
    .input(ofIntegration)
    .query(({ ctx, input }) => readWizard(ctx.scope, input.integrationId)),
  carriers: procedure.query(() => listCarriers()),

  createDraft: procedure
    .input(draftInput)
    .mutation(({ ctx, input }) => createDraft(ctx.scope, input)),
  rename: procedure
    .input(renameInput)
    .mutation(({ ctx, input }) => rename(ctx.scope, input.integrationId, input.name)),
  startConnect: procedure
    .input(ofIntegration)
    .mutation(({ ctx, input }) => startConnect(ctx.scope, input.integrationId)),
  connectState: procedure
    .input(ofIntegration)
    .query(({ ctx, input }) => connectState(ctx.scope, input.integrationId)),
  saveOrderCreation: procedure
    .input(orderCreationInput)
    .mutation(({ ctx, input: { integrationId, ...settings } }) =>
      saveOrderCreation(ctx.scope, integrationId, settings),
    ),
  saveFulfilment: procedure
    .input(fulfilmentInput)
    .mutation(({ ctx, input: { integrationId, ...settings } }) =>
      saveFulfilment(ctx.scope, integrationId, settings),
    ),
  finish: procedure
    .input(fulfilmentInput)
    .mutation(({ ctx, input: { integrationId, ...settings } }) =>
      finish(ctx.scope, integrationId, settings),
    ),

  pullNow: procedure
    .input(ofIntegration)
    .mutation(({ ctx, input }) => requestPull(ctx.scope, input.integrationId)),
  pause: procedure
    .input(ofIntegration)
    .mutation(({ ctx, input }) => pause(ctx.scope, input.integrationId)),
  resume: procedure
    .input(ofIntegration)
    .mutation(({ ctx, input }) => resume(ctx.scope, input.integrationId)),
  remove: procedure
    .input(removeInput)
    .mutation(({ ctx, input }) => remove(ctx.scope, input.integrationId, input.typedName)),
});
