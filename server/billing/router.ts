import { adminProcedure, procedure, router } from "@/server/trpc/init";
import { maySeeBilling } from "./access";
import { correct } from "./corrections";
import { readMonth } from "./months";
import { previewEnd } from "./preview";
import {
  passOnInput,
  priceListInput,
  removePriceListInput,
  showBillingInput,
} from "./price-schema";
import { readPriceBook } from "./read-price-book";
import { reconcile } from "./reconcile";
import { removePriceList, savePassOn, savePriceList, setShowBilling } from "./save-prices";
import {
  correctionInput,
  monthInput,
  previewEndInput,
  reconcileInput,
  statementInput,
} from "./schema";
import { readStatement } from "./service";

export const billingRouter = router({
  access: procedure.query(({ ctx }) => maySeeBilling(ctx.scope)),
  statement: procedure
    .input(statementInput)
    .query(({ ctx, input }) => readStatement(ctx.scope, input)),
  month: procedure.input(monthInput).query(({ ctx, input }) => readMonth(ctx.scope, input)),
  previewEnd: procedure
    .input(previewEndInput)
    .query(({ ctx, input }) => previewEnd(ctx.scope, input.integrationId)),
  priceBook: adminProcedure.query(({ ctx }) => readPriceBook(ctx.scope)),
  savePriceList: adminProcedure
    .input(priceListInput)
    .mutation(({ ctx, input }) => savePriceList(ctx.scope, input)),
  removePriceList: adminProcedure
    .input(removePriceListInput)
    .mutation(({ ctx, input }) => removePriceList(ctx.scope, input.validFrom)),
  savePassOn: adminProcedure
    .input(passOnInput)
    .mutation(({ ctx, input }) => savePassOn(ctx.scope, input)),
  setShowBilling: adminProcedure
    .input(showBillingInput)
    .mutation(({ ctx, input }) => setShowBilling(ctx.scope, input.show)),
  correct: adminProcedure
    .input(correctionInput)
    .mutation(({ ctx, input }) => correct(ctx.scope, input)),
  /** A mutation, as an invoice is too long for an address; it changes nothing. */
  reconcile: adminProcedure
    .input(reconcileInput)
    .mutation(({ ctx, input }) => reconcile(ctx.scope, input)),
});
