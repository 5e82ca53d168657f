import type { Metadata } from "next";
import Link from "next/link";
import { DoorPage } from "@/components/sign-in/door-page";
import { JoinForm } from "@/components/sign-in/join-form";
import { NewPasswordForm } from "@/components/sign-in/new-password-form";
import { Alert } from "@/components/ui/alert";
import { oidcName } from "@/server/oidc";
import { readInvitation } from "@/server/people/accept-invitation";
import { acceptAction, joinAction } from "./actions";

export const metadata: Metadata = { title: "Accept the invitation", referrer: "no-referrer" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function JoinPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token.slice(0, 200) : "";
  const invited = await readInvitation(given);
  if (!invited)
    return (
      <DoorPage title="Accept the invitation">
        <Alert tone="warning" title="This invitation is not good any more">
          It was used, revoked, replaced by a newer one, or is older than seven days. Ask the person
          who invited you to send it again. If you accepted it already,{" "}
          <Link href="/sign-in" className="underline underline-offset-4">
            sign in
          </Link>
          .
        </Alert>
      </DoorPage>
    );
  const { email, organisationName, hasAccount, role } = invited;
  const provider = oidcName();
  return (
    <DoorPage title={`Join ${organisationName}`}>
      <p className="text-muted-foreground">
        {organisationName} invites {email} to Self-Managed Integrations as{" "}
        {role === "admin" ? "an admin" : "a customer user"}.
        {hasAccount ? " You have an account already: it joins, and keeps its password." : null}
      </p>
      {hasAccount ? (
        <JoinForm action={joinAction} token={given} organisationName={organisationName} />
      ) : (
        <NewPasswordForm
          action={acceptAction}
          token={given}
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
  );
}
