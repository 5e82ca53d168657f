import type { Metadata } from "next";
import Link from "next/link";
import { DoorPage } from "@/components/sign-in/door-page";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button-variants";
import { readUnsubscribe } from "@/server/notifications/unsubscribe";
import { mailKinds } from "@/server/notifications/words";
import { unsubscribeAction } from "./actions";

export const metadata: Metadata = { title: "Mails you get" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

function Answer({ token, outcome }: { token: string; outcome: string }) {
  if (outcome === "last")
    return (
      <Alert tone="warning" title="You still get these mails">
        You are the last admin who does, and somebody has to. Ask another admin to choose them
        first.
      </Alert>
    );
  if (outcome === "ended")
    return (
      <Alert tone="success" title="You get no more mails of this kind">
        The pages still show what every order waits for.
      </Alert>
    );
  const choice = readUnsubscribe(token);
  if (!choice)
    return (
      <Alert tone="warning" title="This link is not whole, or too old">
        Sign in and choose under “Your account” which mails you get.
      </Alert>
    );
  // A form, because programs that look into mails follow links.
  return (
    <form action={unsubscribeAction} className="grid gap-4">
      <p>Shall you get no more mails of this kind: “{mailKinds[choice.kind]}”?</p>
      <input type="hidden" name="token" value={token} />
      <button type="submit" className={buttonVariants()}>
        No more of these mails
      </button>
    </form>
  );
}

export default async function UnsubscribePage({ searchParams }: Props) {
  const { token, outcome } = await searchParams;
  const text = (value: typeof token) => (typeof value === "string" ? value : "");
  return (
    <DoorPage title="Mails you get">
      <Answer token={text(token)} outcome={text(outcome)} />
      <p>
        <Link href="/account#mails" className="underline underline-offset-4">
          Choose all the mails you get
        </Link>
      </p>
    </DoorPage>
  );
}
