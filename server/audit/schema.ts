import { z } from "zod";

const day = z.iso
  .date("Write the day as year-month-day, such as 2026-11-23.")
  .refine((text) => text >= "1970", "Choose a day since 1970.");

/** What the audit log can be narrowed to; a day counts whole, in the organisation's own time zone. */
export const auditFilter = z.object({
  /** An action such as "integration.paused", or all of one kind: "integration". */
  action: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)*$/, "This kind of change does not exist. Choose one of the list.")
    .max(100)
    .optional(),
  userId: z.uuid("This person does not exist. Choose one of the list.").optional(),
  customerId: z.uuid("This customer does not exist. Choose one of the list.").optional(),
  from: day.optional(),
  until: day.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const auditListInput = auditFilter.extend({
  /** Where the page before ended: microseconds since 1970 UTC and id of its last entry. */
  before: z
    .string()
    .regex(
      /^\d{1,16}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      "This address leads to no page of the audit log. Begin at its newest change again.",
    )
    .optional(),
});
export type AuditListInput = z.infer<typeof auditListInput>;

/** Names of the query parameters of the audit page and of its export. */
const parameters = ["action", "userId", "customerId", "from", "until", "before"] as const;

/**
 * The query of an address as an input; empty parameters count as absent. Where it is not a good one,
 * the sentence that says so, and no input.
 */
export function readAuditQuery(
  query: Record<string, string | string[] | undefined>,
): { input: AuditListInput; problem: null } | { input: null; problem: string } {
  const given = Object.fromEntries(
    parameters.flatMap((name) => {
      const value = query[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = auditListInput.safeParse(given);
  if (parsed.success) return { input: parsed.data, problem: null };
  const [issue] = parsed.error.issues;
  const own = issue && issue.code !== "invalid_type" ? issue.message : null;
  return { input: null, problem: own ?? "This filter is not a good one. Choose it anew." };
}
