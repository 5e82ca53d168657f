"use client";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";
import { DoorForm } from "./door-form";
import { EmailField } from "./email-field";

export function ForgotForm({
  action,
}: {
  action: (before: FormState, form: FormData) => Promise<FormState>;
}) {
  const [state, submit, pending] = useActionState(action, untouchedForm);
  if (state.done)
    return (
      <Alert tone="success" live title="Look into your mailbox">
        If this address has an account, a mail with a link is on its way. It comes within a few
        minutes, and the link is good for one hour.
      </Alert>
    );
  return (
    <DoorForm
      submit={submit}
      error={state.error}
      fields={state.fields}
      pending={pending}
      label="Send me a link"
    >
      <EmailField error={state.fields.email} />
    </DoorForm>
  );
}
