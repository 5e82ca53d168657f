import { enterTracking, markDoneByHand, tellLaterParcels } from "@/server/fulfilment/by-hand";
import { orderCreationInput } from "@/server/integrations/schema";
import { adminProcedure, outsideProcedure, procedure, router } from "@/server/trpc/init";
import { bindSku, changeAlias, suggestProductCodes } from "./alias";
import { listAliases, readAliasUse, removeAlias } from "./aliases";
import { chooseWarehouseForHeld, dismissHeld, retryHeld } from "./bulk";
import { eraseOnRequest } from "./erase-on-request";
import { listProductCodes, readOrderLink, readOutboundOrder } from "./get";
import { listHeld, listOwnWarehouses } from "./held";
import { listOrderLinks } from "./list";
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
  aliasesInput,
  aliasInput,
  bindSkuInput,
  changeAliasInput,
  chooseWarehouseInput,
  dismissHeldInput,
  dismissInput,
  eraseInput,
  heldSelection,
  heldWarehouseInput,
  ofOrderLink,
  orderLinkFilter,
  orderLinkPageInput,
  removeAliasInput,
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
    .input(aliasesInput)
    .query(({ ctx, input }) => listProductCodes(ctx.scope, input.integrationId)),
  warehouses: procedure
    .input(aliasesInput)
    .query(({ ctx, input }) => listOwnWarehouses(ctx.scope, input.integrationId)),
  suggestions: procedure
    .input(ofOrderLink)
    .query(({ ctx, input }) => suggestProductCodes(ctx.scope, input.orderLinkId)),
  preview: outsideProcedure
    .input(orderCreationInput)
    .mutation(({ ctx, input: { integrationId, ...settings } }) =>
      previewImport(ctx.scope, integrationId, settings),
    ),
  previewNextPull: outsideProcedure
    .input(orderLinkFilter.pick({ integrationId: true }))
    .mutation(({ ctx, input }) => previewNextPull(ctx.scope, input.integrationId)),

  retry: procedure
    .input(retryInput)
    .mutation(({ ctx, input }) =>
      retryOrderLinks(ctx.scope, input.integrationId, input.orderLinkIds),
    ),
  retryHeld: procedure
    .input(heldSelection)
    .mutation(({ ctx, input }) => retryHeld(ctx.scope, input)),
  chooseWarehouseForHeld: procedure
    .input(heldWarehouseInput)
    .mutation(({ ctx, input: { warehouseId, ...selection } }) =>
      chooseWarehouseForHeld(ctx.scope, selection, warehouseId),
    ),
  dismissHeld: procedure
    .input(dismissHeldInput)
    .mutation(({ ctx, input: { why, ...selection } }) => dismissHeld(ctx.scope, selection, why)),
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
  aliases: procedure
    .input(aliasesInput)
    .query(({ ctx, input }) => listAliases(ctx.scope, input.integrationId)),
  aliasUse: procedure.input(aliasInput).query(({ ctx, input }) => readAliasUse(ctx.scope, input)),
  changeAlias: procedure
    .input(changeAliasInput)
    .mutation(({ ctx, input: { integrationId, ...answer } }) =>
      changeAlias(ctx.scope, integrationId, answer),
    ),
  removeAlias: procedure
    .input(removeAliasInput)
    .mutation(({ ctx, input }) => removeAlias(ctx.scope, input)),
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
  tellLaterParcels: procedure
    .input(ofOrderLink)
    .mutation(({ ctx, input }) => tellLaterParcels(ctx.scope, input.orderLinkId)),
  markDone: procedure
    .input(ofOrderLink)
    .mutation(({ ctx, input }) => markDoneByHand(ctx.scope, input.orderLinkId)),
  erasePersonalData: adminProcedure
    .input(eraseInput)
    .mutation(({ ctx, input: { orderLinkId, ...input } }) =>
      eraseOnRequest(ctx.scope, orderLinkId, input),
    ),
});
