import type { Metadata } from "next";
import Link from "next/link";
import { DoorPage } from "@/components/sign-in/door-page";
import { NewPasswordForm } from "@/components/sign-in/new-password-form";
import { Alert } from "@/components/ui/alert";
import { resetIsOpen } from "@/server/people/reset-password";
import { resetAction } from "./actions";

export const metadata: Metadata = { title: "Set a new password", referrer: "no-referrer" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ResetPasswordPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token.slice(0, 200) : "";
  return (
    <DoorPage title="Set a new password">
      {(await resetIsOpen(given)) ? (
        <>
          <p className="text-muted-foreground">You are then signed out everywhere.</p>
          <NewPasswordForm action={resetAction} token={given} label="Set password" />
        </>
      ) : (
        <Alert tone="warning" title="This link is not good any more">
          It was used, replaced by a newer one, or is older than an hour.{" "}
          <Link href="/forgot-password" className="underline underline-offset-4">
            Ask for a new one
          </Link>
          .
        </Alert>
      )}
    </DoorPage>
  );
}
