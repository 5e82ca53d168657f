"use client";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { FormState } from "@/server/people/words";
import { DoorPage } from "./door-page";
import { MailedDoor } from "./mailed-door";
import { NewPasswordForm } from "./new-password-form";
import { useMailedLink } from "./use-mailed-link";

const title = "Set a new password";

/** What the link of a forgotten password opens. */
export function ResetDoor({
  open,
  reset,
}: {
  open: (token: string) => Promise<true | null>;
  reset: (before: FormState, form: FormData) => Promise<FormState>;
}) {
  const link = useMailedLink(open);
  return (
    <MailedDoor
      link={link}
      title={title}
      over={
        <Alert tone="warning" live title="This link is not good any more">
          It was used, replaced by a newer one, or is older than an hour.{" "}
          <Link href="/forgot-password" className="underline underline-offset-4">
            Ask for a new one
          </Link>
          .
        </Alert>
      }
    >
      {(_good, token) => (
        <DoorPage title={title}>
          <p className="text-muted-foreground">You are then signed out everywhere.</p>
          <NewPasswordForm action={reset} token={token} label="Set password" />
        </DoorPage>
      )}
    </MailedDoor>
  );
}
