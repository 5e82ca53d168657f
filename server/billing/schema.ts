import { z } from "zod";
import { invoiceTooLong, mostInvoiceBytes } from "./words";

const monday = z.iso.date("A week is named by its Monday, such as 2026-11-16.");

export const statementInput = z.object({
  /** The Monday that the week starts with; without it the running week. */
  monday: monday.optional(),
  /** Of its lines, the first being 1. */
  page: z.coerce.number("A page is a number.").int().min(1).max(10_000).default(1),
});
export type StatementInput = { monday?: string | undefined; page?: number };

export const monthInput = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "A month is written like 2026-11."),
});
export type MonthInput = z.infer<typeof monthInput>;

/** An amount as people write it, such as "-2.50"; becomes minor units. */
const signedAmount = z
  .string()
  .trim()
  .regex(/^[+-]?\d{1,6}([.,]\d{1,2})?$/, "Write an amount such as -10.00.")
  .transform((text) => {
    const [whole = "", decimals = ""] = text.replace(/^[+-]/, "").replace(",", ".").split(".");
    const minor = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
    return text.startsWith("-") ? 0 - minor : minor;
  })
  .refine((minor) => minor !== 0, "A correction of nothing changes nothing. Write an amount.");

export const correctionInput = z.object({
  monday,
  integrationId: z.uuid("Choose the integration that the correction is about."),
  /** Negative where too much was billed. */
  amount: signedAmount,
  /** Whether the customer's charge changes by the same amount. */
  passOn: z.boolean(),
  reason: z
    .string()
    .trim()
    .min(3, "Say in a few words what was wrong.")
    .max(300, "Say it in 300 letters at most."),
});
export type CorrectionInput = z.output<typeof correctionInput>;

export const previewEndInput = z.object({ integrationId: z.uuid() });

export const reconcileInput = z.object({
  monday,
  csv: z
    .string()
    .trim()
    .min(1, "Paste the lines of the invoice, or choose its file.")
    .max(mostInvoiceBytes, invoiceTooLong),
});
export type ReconcileInput = z.infer<typeof reconcileInput>;
