import { adminProcedure, router } from "@/server/trpc/init";
import { addUserInput, disableUserInput } from "./schema";
import { addUser, listPeople, setUserDisabled } from "./service";

export const peopleRouter = router({
  list: adminProcedure.query(({ ctx }) => listPeople(ctx.scope)),
  add: adminProcedure.input(addUserInput).mutation(({ ctx, input }) => addUser(ctx.scope, input)),
  setDisabled: adminProcedure
    .input(disableUserInput)
    .mutation(({ ctx, input }) => setUserDisabled(ctx.scope, input)),
});
