"use server";
import { redirect } from "next/navigation";
import { DomainError } from "@/server/errors";
import { acceptAsKnownUser, acceptAsNewUser } from "@/server/people/accept-invitation";
import { acceptInput, fieldSentences, joinInput } from "@/server/people/schema";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

function refused(error: unknown): FormState {
  if (!(error instanceof DomainError)) throw error;
  return error.field
    ? { ...untouchedForm, fields: { [error.field]: error.message } }
    : { ...untouchedForm, error: error.message };
}

export async function acceptAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = acceptInput.safeParse(Object.fromEntries(form));
  const name = form.get("name");
  const values = { name: typeof name === "string" ? name.slice(0, 120) : "" };
  if (!parsed.success) return { ...untouchedForm, values, fields: fieldSentences(parsed.error) };
  try {
    await acceptAsNewUser(parsed.data);
  } catch (error) {
    return { ...refused(error), values };
  }
  redirect("/sign-in?done=joined");
}

export async function joinAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = joinInput.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ...untouchedForm, fields: fieldSentences(parsed.error) };
  try {
    await acceptAsKnownUser(parsed.data.token);
  } catch (error) {
    return refused(error);
  }
  redirect("/sign-in?done=joined");
}
