"use client";
import type { VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";
import { Spinner } from "./spinner";
import { useHydrated } from "./use-hydrated";

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Renders its only child, such as a <Link>, with the looks of a button. */
    asChild?: boolean;
    /** Work is under way: a press does nothing, the label and the focus stay. */
    pending?: boolean;
  };

export function Button({
  className,
  variant,
  size,
  asChild = false,
  pending = false,
  type = "button",
  onClick,
  disabled,
  children,
  ...props
}: ButtonProps) {
  const hydrated = useHydrated();
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild)
    return (
      <Slot.Root data-slot="button" className={classes} onClick={onClick} {...props}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      data-slot="button"
      type={type}
      className={classes}
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
