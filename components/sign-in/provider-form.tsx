"use client";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Awake } from "@/components/ui/awake";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

/** The way in by the organisation's own identity provider. */
export function ProviderForm({
  action,
  callbackUrl,
  name,
}: {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  callbackUrl: string;
  name: string;
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
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <Button type="submit" variant="outline" pending={pending} className="w-full">
          Sign in with {name}
        </Button>
      </Awake>
    </form>
  );
}
