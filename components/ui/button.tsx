"use client";
import type { ComponentProps } from "react";
import type { ButtonLook } from "./button-variants";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";
import { Spinner } from "./spinner";
import { useHydrated } from "./use-hydrated";

export type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    /** Work is under way: a press does nothing, the label and the focus stay. */
    pending?: boolean;
  };

export function Button({
  className,
  variant,
  size,
  pending = false,
  type = "button",
  onClick,
  disabled,
  children,
  ...props
}: ButtonProps) {
  const hydrated = useHydrated();
  return (
    <button
      data-slot="button"
      type={type}
      className={cn(buttonVariants({ variant, size }), className)}
      data-waking={hydrated ? undefined : ""}
      disabled={disabled || !hydrated}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}
