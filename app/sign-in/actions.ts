"use server";
import { redirect } from "next/navigation";
import { waitInWords } from "@/server/people/attempts";
import { safeReturnPath } from "@/server/people/return-path";
import { fieldSentences, secondFactorInput, signInInput } from "@/server/people/schema";
import type { FormState, SignInState } from "@/server/people/words";
import type { SignInAnswer } from "@/server/sign-in";
import { providerAddress, signIn, signOut } from "@/server/sign-in";

const failed = "You could not be signed in just now. Wait a minute and try again.";

function sentence(answer: SignInAnswer, wrong: string): string {
  if (answer.kind === "wrong") return wrong;
  if (answer.kind === "wait")
    return `There were too many attempts. Try again in ${waitInWords(answer.seconds)}.`;
  if (answer.kind === "expired")
    return "This took more than five minutes. Enter your e-mail address and password again.";
  return failed;
}

export async function signInAction(_before: SignInState, form: FormData): Promise<SignInState> {
  const given = Object.fromEntries(form);
  if (typeof given.challenge === "string") return enterCode(given);
  const parsed = signInInput.safeParse(given);
  const email = typeof given.email === "string" ? given.email.slice(0, 320) : "";
  const state = { email, error: null, fields: {}, challenge: null };
  if (!parsed.success) return { ...state, fields: fieldSentences(parsed.error) };
  const answer = await signIn({ email: parsed.data.email, password: parsed.data.password });
  if (answer.kind === "second_factor") return { ...state, challenge: answer.challenge };
  if (answer.kind !== "signed_in")
    return {
      ...state,
      error: sentence(
        answer,
        "This e-mail address and password do not belong together. Check both and try again, or set a new password.",
      ),
    };
  redirect(safeReturnPath(parsed.data.callbackUrl));
}

async function enterCode(given: Record<string, unknown>): Promise<SignInState> {
  const challenge = String(given.challenge).slice(0, 200);
  const state = { email: "", error: null, fields: {}, challenge };
  const parsed = secondFactorInput.safeParse(given);
  if (!parsed.success) return { ...state, fields: fieldSentences(parsed.error) };
  const answer = await signIn({ challenge, code: parsed.data.code });
  if (answer.kind === "signed_in") redirect(safeReturnPath(parsed.data.callbackUrl));
  return {
    ...state,
    challenge: answer.kind === "expired" ? null : challenge,
    error: sentence(
      answer,
      "This code does not fit, or was used already. Enter the one that the app shows now.",
    ),
  };
}

export async function providerAction(_before: FormState, form: FormData): Promise<FormState> {
  const wanted = form.get("callbackUrl");
  const address = await providerAddress(safeReturnPath(typeof wanted === "string" ? wanted : null));
  if (address) redirect(address);
  return { error: failed, fields: {}, done: false };
}

/** Ends the session; the caller leaves the page. */
export async function signOutAction(): Promise<void> {
  await signOut();
}
