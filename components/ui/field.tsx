"use client";
import type { ReactNode } from "react";
import { createContext, useContext, useId } from "react";
import { cn } from "./cn";

type Wiring = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

const FieldContext = createContext<Wiring | null>(null);

/** Attributes that tie a control to the label, hint and error of the <Field> around it. */
export const useFieldWiring = (): Partial<Wiring> => useContext(FieldContext) ?? {};

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** A sentence that says what is wrong and what to do. */
  error?: string | null | undefined;
  required?: boolean;
  className?: string;
  /** One control: <Input>, <Textarea>, <Select> or any element that spreads useFieldWiring(). */
  children: ReactNode;
};

export function Field({ label, hint, error, required, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : null;
  const errorId = error ? `${id}-error` : null;
  const wiring: Wiring = {
    id,
    "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || undefined,
    "aria-invalid": error ? true : undefined,
    "aria-required": required ? true : undefined,
  };
  return (
    <div data-slot="field" className={cn("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <FieldContext value={wiring}>{children}</FieldContext>
      {hintId ? (
        <p id={hintId} className="text-[0.8125rem] text-muted-foreground">
          {hint}
        </p>
      ) : null}
      {errorId ? (
        <p id={errorId} data-slot="field-error" className="font-medium text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** Several controls that answer one question: radio buttons, checkboxes. */
export function FieldSet({
  legend,
  hint,
  error,
  className,
  children,
}: Omit<FieldProps, "label" | "required"> & { legend: ReactNode }) {
  const id = useId();
  return (
    <fieldset
      data-slot="field-set"
      aria-describedby={error || hint ? id : undefined}
      className={cn("grid gap-2", className)}
    >
      <legend className="mb-1.5 font-medium">{legend}</legend>
      {error || hint ? (
        <div id={id} className="grid gap-1">
          {hint ? <p className="text-[0.8125rem] text-muted-foreground">{hint}</p> : null}
          {error ? <p className="font-medium text-danger">{error}</p> : null}
        </div>
      ) : null}
      {children}
    </fieldset>
  );
}
