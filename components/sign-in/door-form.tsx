import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Awake } from "@/components/ui/awake";
import { Button } from "@/components/ui/button";

/** A form of the pages before the sign-in: what is wrong as a whole, its fields, and one button. */
export function DoorForm({
  submit,
  error,
  pending,
  label,
  variant = "default",
  children,
}: {
  submit: (form: FormData) => void;
  error: string | null;
  pending: boolean;
  label: ReactNode;
  variant?: "default" | "outline";
  children: ReactNode;
}) {
  return (
    <form action={submit} noValidate>
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
