"use client";
import type { FormEvent, ReactNode } from "react";
import { useEffect, useRef } from "react";
import { Alert } from "./alert";
import { Awake } from "./awake";
import { cn } from "./cn";

/**
 * A form whose errors come from the server. When `errors` changes and holds something, the first
 * control marked invalid is focused, and several are summed up at the top; `error` is the sentence
 * for the whole form.
 */
export function Form({
  onSubmit,
  errors = {},
  error,
  pending = false,
  className,
  children,
}: {
  onSubmit: (data: FormData, form: HTMLFormElement) => void;
  errors?: Record<string, string>;
  error?: string | null | undefined;
  /** While true a second submit is ignored. */
  pending?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const names = Object.keys(errors).join(" ");
  const sentences = [...new Set(Object.values(errors))];
  useEffect(() => {
    if (names) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [names]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!pending) onSubmit(new FormData(event.currentTarget), event.currentTarget);
  }
  return (
    <form
      ref={form}
      data-slot="form"
      noValidate
      onSubmit={submit}
      className={cn("grid gap-4", className)}
    >
      <Awake className="contents">
        {error ? (
          <Alert tone="danger" live>
            {error}
          </Alert>
        ) : sentences.length > 1 ? (
          <Alert tone="danger" live title={`${sentences.length} things to change`}>
            <ul className="list-disc pl-5">
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
        {children}
      </Awake>
    </form>
  );
}
