import { procedure, router } from "@/server/trpc/init";
import { statementInput } from "./schema";
import { readStatement } from "./service";

export const billingRouter = router({
  statement: procedure
    .input(statementInput)
    .query(({ ctx, input }) => readStatement(ctx.scope, input)),
});
