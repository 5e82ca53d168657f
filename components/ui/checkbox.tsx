"use client";
import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { cn } from "./cn";

type ChoiceProps = Omit<ComponentProps<"input">, "type" | "id"> & {
  label: ReactNode;
  hint?: ReactNode;
};

function Choice({
  label,
  hint,
  className,
  controlClass,
  ...props
}: ChoiceProps & { type: "checkbox" | "radio"; controlClass: string }) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2.5", className)}>
      <input
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={cn("shrink-0 accent-primary", controlClass)}
        {...props}
      />
      <div className="grid min-h-6 gap-0.5">
        <label htmlFor={id} className="min-h-6 content-center">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-[0.8125rem] text-muted-foreground">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}

export function Checkbox(props: ChoiceProps) {
  return <Choice data-slot="checkbox" {...props} type="checkbox" controlClass="my-0.5 size-5" />;
}

export function Radio(props: ChoiceProps) {
  return <Choice data-slot="radio" {...props} type="radio" controlClass="my-0.5 size-5" />;
}

const track =
  "relative my-0.5 h-6 w-10 appearance-none rounded-full border border-input bg-muted transition-colors checked:border-primary checked:bg-primary " +
  "before:absolute before:top-1/2 before:left-0.5 before:size-4.5 before:-translate-y-1/2 before:rounded-full before:bg-input before:transition-transform " +
  "checked:before:translate-x-4 checked:before:bg-primary-foreground disabled:opacity-55 forced-colors:appearance-auto";

/** On or off at once, without a form; for answers inside a form use Checkbox. */
export function Switch(props: ChoiceProps) {
  return (
    <Choice data-slot="switch" {...props} role="switch" type="checkbox" controlClass={track} />
  );
}
