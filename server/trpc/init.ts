import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { withinRowsOf } from "@/db/row-scope";
import type { DomainErrorCode } from "@/server/errors";
import { DomainError } from "@/server/errors";
import { boundFields } from "@/server/log-context";
import { limitPerson } from "@/server/people/limits";
import { secondFactorFirst } from "@/server/people/owes-second-factor";
import { requireAdmin } from "@/server/people/require-admin";
import type { Viewer } from "@/server/people/session";
import { holdsUnstorable } from "@/server/storable-text";
import { tellProcedure } from "./tell-procedure";
import { toWire } from "./words";

export type Context = { viewer: Viewer | null };

const codes = {
  not_found: "NOT_FOUND",
  not_allowed: "FORBIDDEN",
  signed_out: "UNAUTHORIZED",
  invalid: "BAD_REQUEST",
  conflict: "CONFLICT",
  too_many: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<DomainErrorCode, TRPCError["code"]>;

/** What people are told of a failure of ours; the log has it under the reference. */
function ourFailure(): string {
  const { requestId } = boundFields();
  const words = "Something went wrong on our side. Nothing was lost; please try again.";
  return requestId ? `${words} Reference: ${requestId}.` : words;
}

const t = initTRPC.context<Context>().create({
  transformer: {
    input: superjson,
    output: { serialize: toWire, deserialize: superjson.deserialize },
  },
  errorFormatter({ shape, error }) {
    const cause = error.cause;
    const known =
      cause instanceof DomainError || cause instanceof ZodError || error.code === "UNAUTHORIZED";
    return {
      ...shape,
      message:
        cause instanceof ZodError
          ? (cause.issues[0]?.message ?? shape.message)
          : known || error.code === "NOT_FOUND"
            ? shape.message
            : ourFailure(),
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        /** Field name to sentence, for forms. */
        fields:
          cause instanceof ZodError
            ? Object.fromEntries(cause.issues.map((issue) => [issue.path.join("."), issue.message]))
            : cause instanceof DomainError && cause.field
              ? { [cause.field]: cause.message }
              : {},
      },
    };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const told = t.middleware(({ path, ctx, getRawInput, next }) =>
  tellProcedure({ path, viewer: ctx.viewer, getRawInput }, next),
);

const refusals = t.middleware(async ({ getRawInput, next }) => {
  if (holdsUnstorable(await getRawInput())) {
    const cause = new DomainError(
      "invalid",
      "The text holds a sign that cannot be stored. Type it anew instead of pasting it.",
    );
    throw new TRPCError({ code: "BAD_REQUEST", message: cause.message, cause });
  }
  const result = await next();
  if (!result.ok && result.error.cause instanceof DomainError) {
    const { cause } = result.error;
    throw new TRPCError({ code: codes[cause.code], message: cause.message, cause });
  }
  return result;
});

/** For signed-in people; `ctx.scope` says who and how far they see. */
export const procedure = t.procedure
  .use(told)
  .use(refusals)
  .use(async ({ ctx, path, type, next }) => {
    if (!ctx.viewer)
      throw new TRPCError({ code: "UNAUTHORIZED", message: "You are signed out. Please sign in." });
    const { viewer } = ctx;
    if (viewer.owesSecondFactor && !path.startsWith("account.")) throw secondFactorFirst();
    if (type === "mutation") await limitPerson(viewer.scope, "change");
    return withinRowsOf(viewer.scope, () => next({ ctx: { viewer, scope: viewer.scope } }));
  });

/** For what asks Etsy or CartonCloud while the person waits: limited more narrowly than changes are. */
export const outsideProcedure = procedure.use(async ({ ctx, next }) => {
  await limitPerson(ctx.scope, "outside");
  return next({ ctx });
});

/** For admins of the organisation. */
export const adminProcedure = procedure.use(({ ctx, next }) => {
  requireAdmin(ctx.scope);
  return next({ ctx });
});
