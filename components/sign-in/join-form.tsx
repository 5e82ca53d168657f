"use client";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Awake } from "@/components/ui/awake";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

/** Accepts an invitation for the account that the address has. */
export function JoinForm({
  action,
  token,
  organisationName,
}: {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  token: string;
  organisationName: string;
}) {
  const [state, submit, pending] = useActionState(action, untouchedForm);
  return (
    <form action={submit}>
      <Awake className="grid gap-4">
        {state.error ? (
          <Alert tone="danger" live>
            {state.error}
          </Alert>
        ) : null}
        <input type="hidden" name="token" value={token} />
        <Button type="submit" pending={pending} className="w-full">
          Join {organisationName}
        </Button>
      </Awake>
    </form>
  );
}
