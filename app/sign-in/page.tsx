import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Brand } from "@/components/shell/brand";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { Alert } from "@/components/ui/alert";
import { viewer } from "@/server/auth";
import { safeReturnPath } from "@/server/people/return-path";
import { signInAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const returnPath = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null);
  if (await viewer()) redirect(returnPath);
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center gap-6 px-4 py-10">
      <div className="grid gap-3">
        <Brand />
        <h1 className="font-semibold text-xl tracking-tight">Sign in</h1>
      </div>
      {error ? (
        <Alert tone="danger">
          You could not be signed in. Please try again with the form below.
        </Alert>
      ) : null}
      <SignInForm action={signInAction} callbackUrl={returnPath} />
      <p className="text-muted-foreground">
        Forgot your password, or have no account? An admin of your organisation (your
        third-party-logistics company) can give you access.
      </p>
    </main>
  );
}
