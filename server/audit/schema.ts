import { z } from "zod";

export const auditListInput = z.object({
  action: z.string().max(100).optional(),
  userId: z.uuid().optional(),
  /** Where the page before ended: time of the database and id of its last entry. */
  before: z
    .string()
    .regex(/^[\d :.+-]{10,40}_[0-9a-f-]{36}$/)
    .optional(),
});
export type AuditListInput = z.infer<typeof auditListInput>;
