"use server";
import { DomainError } from "@/server/errors";
import { askForReset } from "@/server/people/reset-password";
import { askResetInput, fieldSentences } from "@/server/people/schema";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";
import { currentPlace } from "@/server/place";

export async function forgotAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = askResetInput.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ...untouchedForm, fields: fieldSentences(parsed.error) };
  try {
    await askForReset(parsed.data.email, await currentPlace());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ...untouchedForm, error: error.message };
  }
  return { ...untouchedForm, done: true };
}
