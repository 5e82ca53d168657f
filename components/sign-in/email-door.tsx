"use client";
import Link from "next/link";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button-variants";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";
import { DoorForm } from "./door-form";
import { DoorPage } from "./door-page";
import { MailedDoor } from "./mailed-door";
import { useMailedLink } from "./use-mailed-link";

const title = "Confirm your address";

/** What the link to a new e-mail address opens. It asks, as programs that look into mails follow links. */
export function EmailDoor({
  open,
  confirm,
}: {
  open: (token: string) => Promise<{ before: string; email: string } | null>;
  confirm: (before: FormState, form: FormData) => Promise<FormState>;
}) {
  const link = useMailedLink(open);
  const [state, submit, pending] = useActionState(confirm, untouchedForm);
  return (
    <MailedDoor
      link={link}
      title={title}
      over={
        <Alert tone="warning" live title="This link is not good any more">
          It was used, canceled, replaced by a newer one, or is older than an hour. Ask for a new
          one on{" "}
          <Link href="/account#email" className="underline underline-offset-4">
            your account page
          </Link>
          .
        </Alert>
      }
    >
      {({ before, email }, token) => (
        <DoorPage title={title}>
          {state.done ? (
            <>
              <Alert tone="success" live title="Your address is changed">
                Sign in with <strong className="break-all">{email}</strong> from now on. Your
                password stays as it is, and so does where you are signed in.
              </Alert>
              <Link href="/account" className={buttonVariants({ variant: "outline" })}>
                Open your account
              </Link>
            </>
          ) : (
            <>
              <p className="text-muted-foreground">
                <strong className="break-all text-foreground">{email}</strong> takes the place of{" "}
                <strong className="break-all text-foreground">{before}</strong>: you sign in with
                it, and your mails go there.
              </p>
              <DoorForm
                submit={submit}
                error={state.error}
                fields={state.fields}
                pending={pending}
                label="Confirm this address"
              >
                <input type="hidden" name="token" value={token} />
              </DoorForm>
            </>
          )}
        </DoorPage>
      )}
    </MailedDoor>
  );
}
