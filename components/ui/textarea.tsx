"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldWiring } from "./field";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(
        "field-sizing-content min-h-18 w-full min-w-0 rounded-md border border-input bg-card px-2.5 py-1.5 text-foreground max-sm:text-base",
        "disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground read-only:bg-muted",
        "aria-invalid:border-danger aria-invalid:border-2",
        className,
      )}
      {...useFieldWiring()}
      {...props}
    />
  );
}
