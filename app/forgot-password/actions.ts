"use server";
import { setTimeout as sleep } from "node:timers/promises";
import { DomainError } from "@/server/errors";
import { askForReset } from "@/server/people/reset-password";
import { askResetInput, fieldSentences } from "@/server/people/schema";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";
import { currentPlace } from "@/server/place";

/** An answer takes so long whether the address has an account or not, in milliseconds. */
const answerMs = 500;

export async function forgotAction(_before: FormState, form: FormData): Promise<FormState> {
  const parsed = askResetInput.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ...untouchedForm, fields: fieldSentences(parsed.error) };
  try {
    await Promise.all([askForReset(parsed.data.email, await currentPlace()), sleep(answerMs)]);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ...untouchedForm, error: error.message };
  }
  return { ...untouchedForm, done: true };
}
