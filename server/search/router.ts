import { procedure, router } from "@/server/trpc/init";
import { searchInput } from "./schema";
import { find } from "./service";

export const searchRouter = router({
  find: procedure.input(searchInput).query(({ ctx, input }) => find(ctx.scope, input.text)),
});
