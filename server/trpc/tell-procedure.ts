import type { TRPCError } from "@trpc/server";
import { withinLog } from "@/server/log-context";
import { idsIn } from "@/server/log-fields";
import type { Viewer } from "@/server/people/session";
import { noteRefusal } from "@/server/refuse";
import { inSpan } from "@/server/trace";

type Outcome = { ok: true } | { ok: false; error: TRPCError };
type Asked = { path: string; viewer: Viewer | null; getRawInput: () => Promise<unknown> };

/** Answers that send somebody away; a missing one too, as it is what a foreign id is answered with. */
const refusals = new Set<string>(["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND"]);

/** Runs a procedure as a span, with its name and what it is about in every line that it logs. */
export async function tellProcedure<Result extends Outcome>(
  { path, viewer, getRawInput }: Asked,
  next: () => Promise<Result>,
): Promise<Result> {
  const scope = viewer?.scope;
  const who = { organisationId: scope?.organisationId, userId: scope?.userId };
  const fields = { ...idsIn(await getRawInput()), ...who, procedure: path };
  const about = {
    kind: "internal",
    attributes: {
      "rpc.method": path,
      ...(scope && { "smi.organisation_id": scope.organisationId }),
    },
  } as const;
  return withinLog(fields, () =>
    inSpan(`procedure ${path}`, about, async (span) => {
      const result = await next();
      if (!result.ok) {
        span.fail();
        if (refusals.has(result.error.code)) noteRefusal("procedure");
      }
      return result;
    }),
  );
}
