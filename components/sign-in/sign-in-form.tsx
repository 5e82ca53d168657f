"use client";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Awake } from "@/components/ui/awake";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SignInState } from "@/server/people/words";

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
    <form action={submit} noValidate>
      <Awake className="grid gap-4">
        {state.error ? (
          <Alert tone="danger" live>
            {state.error}
          </Alert>
        ) : null}
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
            <Field label="E-mail address" error={state.fields.email} required>
              <Input
                name="email"
                type="email"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                defaultValue={state.email}
                key={state.email}
              />
            </Field>
            <Field label="Password" error={state.fields.password} required>
              <Input name="password" type="password" autoComplete="current-password" />
            </Field>
          </>
        )}
        <Button type="submit" pending={pending} className="w-full">
          Sign in
        </Button>
      </Awake>
    </form>
  );
}
