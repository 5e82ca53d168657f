"use client";
import { useEffect, useState } from "react";

/** What was typed and not saved, by place. It lives as long as the tab; only event handlers write it. */
const unsaved = new Map<string, unknown>();

/**
 * The value of a form that outlives a step back: what was changed is kept until it is saved or
 * discarded, and leaving the site with it is asked about first.
 */
export function useKept<T>(place: string, saved: T) {
  const [value, setValue] = useState<T>(() =>
    unsaved.has(place) ? (unsaved.get(place) as T) : saved,
  );
  const dirty = JSON.stringify(value) !== JSON.stringify(saved);
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
  return {
    value,
    dirty,
    change(next: T) {
      unsaved.set(place, next);
      setValue(next);
    },
    /** To be called once the value is saved. */
    keepNoMore: () => unsaved.delete(place),
    discard() {
      unsaved.delete(place);
      setValue(saved);
    },
  };
}
