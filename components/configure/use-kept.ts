"use client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

/** What was typed and not saved, by place. It lives as long as the page; only event handlers write it. */
const unsaved = new Map<string, unknown>();

/** The same for as long as the tab, over a reload; not there where the browser keeps nothing. */
const stored = (place: string) => {
  const name = `unsaved ${place}`;
  const quietly = <Result>(work: () => Result): Result | null => {
    try {
      return work();
    } catch {
      return null;
    }
  };
  return {
    read: (): unknown => quietly(() => JSON.parse(sessionStorage.getItem(name) ?? "null")),
    write: (value: unknown) => quietly(() => sessionStorage.setItem(name, JSON.stringify(value))),
    remove: () => quietly(() => sessionStorage.removeItem(name)),
  };
};

const partsOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? Object.keys(value).sort().join() : typeof value;

/**
 * The value of a form that outlives a step back and a reload: what was changed is kept until it is
 * saved or discarded, and leaving the site with it is asked about first.
 */
export function useKept<T>(place: string, saved: T) {
  const [value, setValue] = useState<T>(() =>
    unsaved.has(place) ? (unsaved.get(place) as T) : saved,
  );
  const parts = useRef(saved);
  useEffect(() => {
    const before = stored(place).read();
    // A newer version of the page may keep other parts: what was stored by the old one is left then.
    if (before !== null && !unsaved.has(place) && partsOf(before) === partsOf(parts.current))
      setValue(before as T);
  }, [place]);
  const dirty = JSON.stringify(value) !== JSON.stringify(saved);
  // As soon as the change is seen: whoever leaves at once is asked too.
  useLayoutEffect(() => {
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
      stored(place).write(next);
      setValue(next);
    },
    /** To be called once the value is saved. */
    keepNoMore() {
      unsaved.delete(place);
      stored(place).remove();
    },
    discard() {
      unsaved.delete(place);
      stored(place).remove();
      setValue(saved);
    },
  };
}
