"use client";
import type { ReactNode } from "react";
import { useHydrated } from "./use-hydrated";

/** The controls of a form, which take nothing before the page's scripts run: it would be lost. */
export function Awake({ className, children }: { className?: string; children: ReactNode }) {
  const hydrated = useHydrated();
  return (
    <fieldset
      role="none"
      className={className}
      data-waking={hydrated ? undefined : ""}
      disabled={!hydrated}
    >
      {children}
    </fieldset>
  );
}
