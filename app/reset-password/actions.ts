"use server";
import { redirect } from "next/navigation";
import { DomainError } from "@/server/errors";
import { resetPassword } from "@/server/people/reset-password";
import { fieldSentences, resetInput } from "@/server/people/schema";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

export async function resetAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = resetInput.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ...untouchedForm, fields: fieldSentences(parsed.error) };
  try {
    await resetPassword(parsed.data);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.field
      ? { ...untouchedForm, fields: { [error.field]: error.message } }
      : { ...untouchedForm, error: error.message };
  }
  redirect("/sign-in?done=password");
}
