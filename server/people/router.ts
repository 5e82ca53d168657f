import { adminProcedure, router } from "@/server/trpc/init";
import { invite, listInvitations, resendInvitation, revokeInvitation } from "./invite";
import { removeSecondFactor } from "./remove-second-factor";
import {
  changeUserInput,
  disableUserInput,
  invitationInput,
  inviteInput,
  removeSecondFactorInput,
  userInput,
} from "./schema";
import { changeUser, listPeople, removeUser, setUserDisabled, signOutUser } from "./service";

export const peopleRouter = router({
  list: adminProcedure.query(({ ctx }) => listPeople(ctx.scope)),
  invitations: adminProcedure.query(({ ctx }) => listInvitations(ctx.scope)),
  invite: adminProcedure.input(inviteInput).mutation(({ ctx, input }) => invite(ctx.scope, input)),
  resendInvitation: adminProcedure
    .input(invitationInput)
    .mutation(({ ctx, input }) => resendInvitation(ctx.scope, input.invitationId)),
  revokeInvitation: adminProcedure
    .input(invitationInput)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.scope, input.invitationId)),
  change: adminProcedure
    .input(changeUserInput)
    .mutation(({ ctx, input }) => changeUser(ctx.scope, input)),
  setDisabled: adminProcedure
    .input(disableUserInput)
    .mutation(({ ctx, input }) => setUserDisabled(ctx.scope, input)),
  signOut: adminProcedure
    .input(userInput)
    .mutation(({ ctx, input }) => signOutUser(ctx.scope, input.userId)),
  removeSecondFactor: adminProcedure
    .input(removeSecondFactorInput)
    .mutation(({ ctx, input }) => removeSecondFactor(ctx.scope, input)),
  remove: adminProcedure
    .input(userInput)
    .mutation(({ ctx, input }) => removeUser(ctx.scope, input.userId)),
});
