import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** Decorative; say in words beside it what is going on, or give a label. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span
      data-slot="spinner"
      role={label ? "status" : undefined}
      className="inline-flex items-center gap-2"
    >
      <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />
      {label ? <span>{label}</span> : null}
    </span>
  );
}
