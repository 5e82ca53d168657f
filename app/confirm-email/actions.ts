"use server";
import { confirmEmail, readEmailChange } from "@/server/people/confirm-email";
import { refusedForm } from "@/server/people/refused-form";
import { fieldSentences, mailedTokenInput } from "@/server/people/schema";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

/** Which address a link puts in the place of which; null for one that is not good. */
export async function openEmailChange(
  token: string,
): Promise<{ before: string; email: string } | null> {
  const parsed = mailedTokenInput.safeParse({ token });
  return parsed.success ? readEmailChange(parsed.data.token) : null;
}

export async function confirmEmailAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = mailedTokenInput.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ...untouchedForm, fields: fieldSentences(parsed.error) };
  try {
    await confirmEmail(parsed.data.token);
  } catch (error) {
    return refusedForm(error);
  }
  return { ...untouchedForm, done: true };
}
