"use server";
import { redirect } from "next/navigation";
import { safeReturnPath } from "@/server/people/return-path";
import type { SignInState } from "@/server/people/schema";
import { signInInput } from "@/server/people/schema";
import { signIn, signOut } from "@/server/sign-in";

const sentences = {
  wrong:
    "This e-mail address and password do not belong together. Check both and try again, or ask an admin of your organisation.",
  failed: "You could not be signed in just now. Wait a minute and try again.",
};

export async function signInAction(_before: SignInState, form: FormData): Promise<SignInState> {
  const given = Object.fromEntries(form);
  const parsed = signInInput.safeParse(given);
  const email = typeof given.email === "string" ? given.email.slice(0, 320) : "";
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]);
    return { email, error: null, fields: Object.fromEntries(fields) };
  }
  const outcome = await signIn(parsed.data.email, parsed.data.password);
  if (outcome !== "signed_in") return { email, error: sentences[outcome], fields: {} };
  redirect(safeReturnPath(parsed.data.callbackUrl));
}

export async function signOutAction(): Promise<void> {
  await signOut();
  redirect("/sign-in");
}
