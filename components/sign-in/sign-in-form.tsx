"use client";
import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SignInState } from "@/server/people/words";
import { DoorForm } from "./door-form";
import { EmailField } from "./email-field";

const untouched: SignInState = { email: "", error: null, fields: {}, challenge: null };

export function SignInForm({
  action,
  callbackUrl,
}: {
  action: (before: SignInState, form: FormData) => Promise<SignInState>;
  callbackUrl: string;
}) {
  const [state, submit, pending] = useActionState(action, untouched);
  return (
    <DoorForm
      submit={submit}
      error={state.error}
      fields={state.fields}
      pending={pending}
      label="Sign in"
    >
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {state.challenge ? (
        <>
          <input type="hidden" name="challenge" value={state.challenge} />
          <Field
            label="Code"
            hint="The six digits of your authenticator app, or one of your recovery codes."
            error={state.fields.code}
            required
          >
            <Input name="code" autoComplete="one-time-code" autoCapitalize="none" autoFocus />
          </Field>
        </>
      ) : (
        <>
          <EmailField error={state.fields.email} typed={state.email} />
          <Field label="Password" error={state.fields.password} required>
            <Input name="password" type="password" autoComplete="current-password" />
          </Field>
        </>
      )}
    </DoorForm>
  );
}
