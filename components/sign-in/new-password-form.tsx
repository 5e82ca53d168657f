"use client";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Awake } from "@/components/ui/awake";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FormState } from "@/server/people/words";
import { untouchedForm } from "@/server/people/words";

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
    <form action={submit} noValidate>
      <Awake className="grid gap-4">
        {state.error ? (
          <Alert tone="danger" live>
            {state.error}
          </Alert>
        ) : null}
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
        <Button type="submit" pending={pending} className="w-full">
          {label}
        </Button>
      </Awake>
    </form>
  );
}
