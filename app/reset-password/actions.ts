"use server";
import { redirect } from "next/navigation";
import { refusedForm } from "@/server/people/refused-form";
import { resetIsOpen, resetPassword } from "@/server/people/reset-password";
import { fieldSentences, mailedTokenInput, resetInput } from "@/server/people/schema";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

/** Whether a link can still set a password; null where it cannot. */
export async function openReset(token: string): Promise<true | null> {
  const parsed = mailedTokenInput.safeParse({ token });
  return parsed.success && (await resetIsOpen(parsed.data.token)) ? true : null;
}

export async function resetAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = resetInput.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ...untouchedForm, fields: fieldSentences(parsed.error) };
  try {
    await resetPassword(parsed.data);
  } catch (error) {
    return refusedForm(error);
  }
  redirect("/sign-in?done=password");
}
