"use server";
import { redirect } from "next/navigation";
import {
  acceptAsKnownUser,
  acceptAsNewUser,
  readInvitation,
} from "@/server/people/accept-invitation";
import { refusedForm } from "@/server/people/refused-form";
import { acceptInput, fieldSentences, mailedTokenInput } from "@/server/people/schema";
import type { FormState, Invited } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

/** Whom a link invites, and to what; null for one that is not good. */
export async function openInvitation(token: string): Promise<Invited | null> {
  const parsed = mailedTokenInput.safeParse({ token });
  return parsed.success ? readInvitation(parsed.data.token) : null;
}

export async function acceptAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = acceptInput.safeParse(Object.fromEntries(form));
  const name = form.get("name");
  const values = { name: typeof name === "string" ? name.slice(0, 120) : "" };
  if (!parsed.success) return { ...untouchedForm, values, fields: fieldSentences(parsed.error) };
  try {
    await acceptAsNewUser(parsed.data);
  } catch (error) {
    return { ...refusedForm(error), values };
  }
  redirect("/sign-in?done=joined");
}

export async function joinAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = mailedTokenInput.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ...untouchedForm, fields: fieldSentences(parsed.error) };
  try {
    await acceptAsKnownUser(parsed.data.token);
  } catch (error) {
    return refusedForm(error);
  }
  redirect("/sign-in?done=joined");
}
