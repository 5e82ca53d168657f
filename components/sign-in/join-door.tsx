"use client";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { FormState, Invited } from "@/server/people/words";
import { DoorPage } from "./door-page";
import { JoinForm } from "./join-form";
import { MailedDoor } from "./mailed-door";
import { NewPasswordForm } from "./new-password-form";
import { useMailedLink } from "./use-mailed-link";

type Action = (before: FormState, form: FormData) => Promise<FormState>;

/** What the link of an invitation opens. */
export function JoinDoor({
  open,
  accept,
  join,
  provider,
}: {
  open: (token: string) => Promise<Invited | null>;
  /** For somebody new. */
  accept: Action;
  /** For whom the address has an account. */
  join: Action;
  /** Name of the single sign-on; null where there is none. */
  provider: string | null;
}) {
  const link = useMailedLink(open);
  return (
    <MailedDoor
      link={link}
      title="Accept the invitation"
      over={
        <Alert tone="warning" live title="This invitation is not good any more">
          It was used, revoked, replaced by a newer one, or is older than seven days. Ask the person
          who invited you to send it again. If you accepted it already,{" "}
          <Link href="/sign-in" className="underline underline-offset-4">
            sign in
          </Link>
          .
        </Alert>
      }
    >
      {({ email, organisationName, hasAccount, role }, token) => (
        <DoorPage title={`Join ${organisationName}`}>
          <p className="text-muted-foreground break-words">
            {organisationName} invites {email} to Self-Managed Integrations as{" "}
            {role === "admin" ? "an admin" : "a customer user"}.
            {hasAccount ? " You have an account already: it joins, and keeps its password." : null}
          </p>
          {hasAccount ? (
            <JoinForm action={join} token={token} organisationName={organisationName} />
          ) : (
            <NewPasswordForm
              action={accept}
              token={token}
              email={email}
              label={`Join ${organisationName}`}
            />
          )}
          {provider && !hasAccount ? (
            <p className="text-muted-foreground">
              Or join without a password:{" "}
              <Link href="/sign-in" className="underline underline-offset-4">
                sign in with {provider}
              </Link>
              .
            </p>
          ) : null}
        </DoorPage>
      )}
    </MailedDoor>
  );
}
