"use client";
import { useActionState } from "react";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";
import { DoorForm } from "./door-form";

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
    <DoorForm
      submit={submit}
      error={state.error}
      fields={state.fields}
      pending={pending}
      label={`Join ${organisationName}`}
    >
      <input type="hidden" name="token" value={token} />
    </DoorForm>
  );
}
