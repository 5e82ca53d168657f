"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldWiring } from "./field";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      type={type}
      className={cn(
        "h-9 w-full min-w-0 rounded-md border border-input bg-card px-2.5 text-foreground max-sm:text-base",
        "disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground read-only:bg-muted",
        "aria-invalid:border-danger aria-invalid:border-2",
        className,
      )}
      {...useFieldWiring()}
      {...props}
    />
  );
}
