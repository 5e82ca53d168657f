"use client";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { Awake } from "@/components/ui/awake";
import { Button } from "@/components/ui/button";

/**
 * A form of the pages before the sign-in: what is wrong as a whole, its fields, and one button. When
 * `fields` changes, the first control marked invalid is focused.
 */
export function DoorForm({
  submit,
  error,
  fields,
  pending,
  label,
  variant = "default",
  children,
}: {
  submit: (form: FormData) => void;
  error: string | null;
  /** What is wrong with each field, of the attempt before. */
  fields: Record<string, string>;
  pending: boolean;
  label: ReactNode;
  variant?: "default" | "outline";
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(fields).length > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [fields]);
  return (
    <form ref={form} action={submit} noValidate>
      <Awake className="grid gap-4">
        {error ? (
          <Alert tone="danger" live>
            {error}
          </Alert>
        ) : null}
        {children}
        <Button type="submit" variant={variant} pending={pending} className="w-full">
          {label}
        </Button>
      </Awake>
    </form>
  );
}
