import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import type { Tone } from "./tone";
import { toneClass, toneIcon } from "./tone";

/** A state in words and a shape; the colour only repeats them. */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
}: {
  tone?: Tone;
  /** Another shape than the tone's; null for none. */
  icon?: LucideIcon | null;
  className?: string;
  children: ReactNode;
}) {
  const Icon = icon === undefined ? toneIcon[tone] : icon;
  return (
    <span
      data-slot="badge"
      className={cn(
        "inline-flex w-fit items-center gap-1 rounded-full border px-2 py-0.5 font-medium text-xs whitespace-nowrap",
        toneClass[tone],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden className="size-3.5 shrink-0" /> : null}
      {children}
    </span>
  );
}
