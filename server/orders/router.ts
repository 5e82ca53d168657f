import { enterTracking, markDoneByHand } from "@/server/fulfilment/by-hand";
import { orderCreationInput } from "@/server/integrations/schema";
import { procedure, router } from "@/server/trpc/init";
import { bindSku, suggestProductCodes } from "./alias";
import { listProductCodes, readOrderLink, readOutboundOrder } from "./get";
import { listHeld, listOrderLinks } from "./list";
import { previewImport } from "./preview";
import { previewNextPull } from "./preview-next-pull";
import {
  adoptOrder,
  chooseWarehouse,
  dismissOrderLink,
  enterAddress,
  retryOrderLinks,
} from "./release";
import {
  addressInput,
  bindSkuInput,
  chooseWarehouseInput,
  dismissInput,
  ofOrderLink,
  orderLinkFilter,
  orderLinkPageInput,
  retryInput,
  trackingInput,
} from "./schema";

export const ordersRouter = router({
  list: procedure
    .input(orderLinkPageInput)
    .query(({ ctx, input }) => listOrderLinks(ctx.scope, input)),
  held: procedure
    .input(orderLinkFilter.pick({ integrationId: true }))
    .query(({ ctx, input }) => listHeld(ctx.scope, input.integrationId)),
  get: procedure
    .input(ofOrderLink.extend(orderLinkFilter.pick({ integrationId: true }).shape))
    .query(({ ctx, input }) => readOrderLink(ctx.scope, input)),
  outboundOrder: procedure
    .input(ofOrderLink)
    .query(({ ctx, input }) => readOutboundOrder(ctx.scope, input.orderLinkId)),
  productCodes: procedure
    .input(ofOrderLink)
    .query(({ ctx, input }) => listProductCodes(ctx.scope, input.orderLinkId)),
  suggestions: procedure
    .input(ofOrderLink)
    .query(({ ctx, input }) => suggestProductCodes(ctx.scope, input.orderLinkId)),
  preview: procedure
    .input(orderCreationInput)
    .mutation(({ ctx, input: { integrationId, ...settings } }) =>
      previewImport(ctx.scope, integrationId, settings),
    ),
  previewNextPull: procedure
    .input(orderLinkFilter.pick({ integrationId: true }))
    .mutation(({ ctx, input }) => previewNextPull(ctx.scope, input.integrationId)),

  retry: procedure
    .input(retryInput)
    .mutation(({ ctx, input }) =>
      retryOrderLinks(ctx.scope, input.integrationId, input.orderLinkIds),
    ),
  enterAddress: procedure
    .input(addressInput)
    .mutation(({ ctx, input: { orderLinkId, ...address } }) =>
      enterAddress(ctx.scope, orderLinkId, address),
    ),
  bindSku: procedure
    .input(bindSkuInput)
    .mutation(({ ctx, input: { orderLinkId, ...input } }) =>
      bindSku(ctx.scope, orderLinkId, input),
    ),
  chooseWarehouse: procedure
    .input(chooseWarehouseInput)
    .mutation(({ ctx, input }) => chooseWarehouse(ctx.scope, input.orderLinkId, input.warehouseId)),
  dismiss: procedure
    .input(dismissInput)
    .mutation(({ ctx, input }) => dismissOrderLink(ctx.scope, input.orderLinkId, input.why)),
  adopt: procedure
    .input(ofOrderLink)
    .mutation(({ ctx, input }) => adoptOrder(ctx.scope, input.orderLinkId)),
  enterTracking: procedure
    .input(trackingInput)
    .mutation(({ ctx, input: { orderLinkId, ...tracking } }) =>
      enterTracking(ctx.scope, orderLinkId, tracking),
    ),
  markDone: procedure
    .input(ofOrderLink)
    .mutation(({ ctx, input }) => markDoneByHand(ctx.scope, input.orderLinkId)),
});
