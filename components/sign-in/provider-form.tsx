"use client";
import { useActionState } from "react";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";
import { DoorForm } from "./door-form";

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
    <DoorForm
      submit={submit}
      error={state.error}
      fields={state.fields}
      pending={pending}
      label={`Sign in with ${name}`}
      variant="outline"
    >
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
    </DoorForm>
  );
}
