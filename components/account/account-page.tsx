"use client";
import Link from "next/link";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { ChangeEmail } from "./change-email";
import { ChangePassword } from "./change-password";
import { MailChoices } from "./mail-choices";
import { SecondFactor } from "./second-factor";
import { Sessions } from "./sessions";

export function AccountPage() {
  const trpc = useTRPC();
  const { data: account } = useLoadedQuery(trpc.account.get.queryOptions());
  return (
    <>
      <PageHeader title="Your account" />
      <div className="grid gap-4">
        {account.secondFactorAskedBy && account.hasPassword && !account.secondFactorSince ? (
          <Alert tone="warning">
            {account.secondFactorAskedBy} asks everybody for a second factor. Set up an
            authenticator app below; everything else opens then.
          </Alert>
        ) : null}
        <Card title="You">
          <Facts>
            <Fact name="Name">{account.name}</Fact>
            <Fact name="E-mail address">{account.email}</Fact>
            <Fact name="Organisations">
              {account.organisations
                .map(
                  ({ name, role }) => `${name} (${role === "admin" ? "admin" : "customer user"})`,
                )
                .join(", ")}
            </Fact>
          </Facts>
        </Card>
        {account.hasPassword ? (
          <>
            <ChangeEmail email={account.email} pendingEmail={account.pendingEmail} />
            <ChangePassword email={account.email} />
            <SecondFactor since={account.secondFactorSince} codesLeft={account.recoveryCodesLeft} />
          </>
        ) : (
          <Card title="Password">
            <p>
              You sign in by single sign-on and have no password here. To get one,{" "}
              <Link href="/forgot-password" className="underline underline-offset-4">
                have a link mailed to you
              </Link>
              . With it you can change your e-mail address too.
            </p>
          </Card>
        )}
        <MailChoices />
        <Sessions hasPassword={account.hasPassword} />
      </div>
    </>
  );
}
