import { DomainError } from "@/server/errors";
import type { FormState } from "./words";
import { untouchedForm } from "./words";

/** What a plain form shows of a refusal. @throws what is no refusal. */
export function refusedForm(error: unknown): FormState {
  if (!(error instanceof DomainError)) throw error;
  return error.field
    ? { ...untouchedForm, fields: { [error.field]: error.message } }
    : { ...untouchedForm, error: error.message };
}
