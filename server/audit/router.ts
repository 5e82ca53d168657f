import { adminProcedure, router } from "@/server/trpc/init";
import { auditListInput } from "./schema";
import { auditFilters, listAudit } from "./service";

export const auditRouter = router({
  list: adminProcedure.input(auditListInput).query(({ ctx, input }) => listAudit(ctx.scope, input)),
  filters: adminProcedure.query(({ ctx }) => auditFilters(ctx.scope)),
});
