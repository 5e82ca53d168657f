import { z } from "zod";

export const statementInput = z.object({
  /** The Monday that the week starts with; without it the running week. */
  monday: z.iso.date("A week is named by its Monday, such as 2026-11-16.").optional(),
});
export type StatementInput = z.infer<typeof statementInput>;
