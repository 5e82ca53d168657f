"use client";
import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";
import { DoorForm } from "./door-form";

/** Sets a password by a mailed link; a new person gives a name too. */
export function NewPasswordForm({
  action,
  token,
  email,
  label,
}: {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  token: string;
  /** Of a new person; left out where the account exists. */
  email?: string;
  label: string;
}) {
  const [state, submit, pending] = useActionState(action, untouchedForm);
  return (
    <DoorForm
      submit={submit}
      error={state.error}
      fields={state.fields}
      pending={pending}
      label={label}
    >
      <input type="hidden" name="token" value={token} />
      {email ? (
        <>
          <Field label="E-mail address">
            <Input name="username" type="email" autoComplete="username" value={email} readOnly />
          </Field>
          <Field label="Your name" error={state.fields.name} required>
            <Input
              name="name"
              autoComplete="name"
              defaultValue={state.values?.name}
              key={state.values?.name}
            />
          </Field>
        </>
      ) : null}
      <Field
        label="New password"
        hint="At least 12 characters; a few words in a row are easy to remember."
        error={state.fields.password}
        required
      >
        <Input name="password" type="password" autoComplete="new-password" />
      </Field>
    </DoorForm>
  );
}
