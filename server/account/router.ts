import { chooseMails, listMailChoices } from "@/server/notifications/choices";
import { mailChoiceInput } from "@/server/notifications/schema";
import { procedure, router } from "@/server/trpc/init";
import { cancelEmailChange, changeEmail } from "./change-email";
import { changePassword } from "./change-password";
import {
  changeEmailInput,
  changePasswordInput,
  confirmTotpInput,
  endOthersInput,
  endSessionInput,
  organisationInput,
  passwordInput,
} from "./schema";
import { confirmTotp, removeTotp, startTotp } from "./second-factor";
import {
  endOtherSessions,
  endSession,
  listOrganisations,
  listSessions,
  readAccount,
  switchOrganisation,
} from "./service";

export const accountRouter = router({
  get: procedure.query(({ ctx }) => readAccount(ctx.scope)),
  organisations: procedure.query(({ ctx }) => listOrganisations(ctx.scope)),
  sessions: procedure.query(({ ctx }) => listSessions(ctx.scope)),
  mails: procedure.query(({ ctx }) => listMailChoices(ctx.scope)),
  chooseMails: procedure
    .input(mailChoiceInput)
    .mutation(({ ctx, input }) => chooseMails(ctx.scope, input)),
  changePassword: procedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.scope, input)),
  changeEmail: procedure
    .input(changeEmailInput)
    .mutation(({ ctx, input }) => changeEmail(ctx.scope, input)),
  cancelEmailChange: procedure.mutation(({ ctx }) => cancelEmailChange(ctx.scope)),
  startTotp: procedure
    .input(passwordInput)
    .mutation(({ ctx, input }) => startTotp(ctx.scope, input.password)),
  confirmTotp: procedure
    .input(confirmTotpInput)
    .mutation(({ ctx, input }) => confirmTotp(ctx.scope, input.code)),
  removeTotp: procedure
    .input(passwordInput)
    .mutation(({ ctx, input }) => removeTotp(ctx.scope, input.password)),
  endSession: procedure
    .input(endSessionInput)
    .mutation(({ ctx, input }) => endSession(ctx.scope, input)),
  endOtherSessions: procedure
    .input(endOthersInput)
    .mutation(({ ctx, input }) => endOtherSessions(ctx.scope, input.password)),
  switchOrganisation: procedure
    .input(organisationInput)
    .mutation(({ ctx, input }) => switchOrganisation(ctx.scope, input.organisationId)),
});
