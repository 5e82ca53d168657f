import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { DoorPage } from "@/components/sign-in/door-page";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { Alert } from "@/components/ui/alert";
import { viewer } from "@/server/auth";
import { oidcName } from "@/server/oidc";
import { safeReturnPath } from "@/server/people/return-path";
import { providerAction, signInAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const done: Record<string, string> = {
  joined: "Welcome. Sign in with your e-mail address and your password.",
  password: "Your new password is set. You are signed out everywhere; sign in with it.",
};
const errors: Record<string, string> = {
  not_invited:
    "Nobody has invited your address yet. Ask an admin of your organisation for an invitation.",
};

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error, done: after } = await searchParams;
  const returnPath = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null);
  if (await viewer()) redirect(returnPath);
  const provider = oidcName();
  const welcome = typeof after === "string" ? done[after] : undefined;
  return (
    <DoorPage title="Sign in">
      {error ? (
        <Alert tone="danger">
          {(typeof error === "string" ? errors[error] : undefined) ??
            "You could not be signed in. Please try again with the form below."}
        </Alert>
      ) : null}
      {welcome ? <Alert tone="success">{welcome}</Alert> : null}
      <SignInForm action={signInAction} callbackUrl={returnPath} />
      {provider ? (
        <ProviderForm action={providerAction} callbackUrl={returnPath} name={provider} />
      ) : null}
      <p className="text-muted-foreground">
        <Link href="/forgot-password" className="underline underline-offset-4">
          Forgot your password?
        </Link>{" "}
        No account yet? An admin of your organisation (your third-party-logistics company) can
        invite you.
      </p>
    </DoorPage>
  );
}
