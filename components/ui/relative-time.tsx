"use client";
import { useSyncExternalStore } from "react";
import type { Reader } from "./moment-words";
import { anyReader, exactWords, readerOf } from "./moment-words";
import { useServerNow } from "./server-clock";

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

let words: Intl.RelativeTimeFormat | undefined;

function relative(ms: number): string {
  words ??= new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of units)
    if (Math.abs(ms) >= size) return words.format(Math.trunc(ms / size), unit);
  return ms > 0 ? "in a moment" : "just now";
}

let reader: Reader | undefined;

/** The reader of this browser; asked for once, as it costs more than the words. */
const thisReader = (): Reader => {
  reader ??= readerOf(navigator.languages);
  return reader;
};

const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(listener: () => void) {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

function clock(): number {
  // A page that was left open shows times as old as they are, without a render per millisecond.
  if (Date.now() - now > 30_000) now = Date.now();
  return now;
}

/** The clock lags by up to its interval; what has just happened must not read as yet to come. */
const base = (at: Date, time: number): number =>
  at.getTime() <= Date.now() ? Math.max(time, at.getTime()) : time;

/**
 * A moment: "5 minutes ago" with the exact value in the person's own zone on pointing, or with
 * `absolute` the exact value itself, in UTC until the browser is there.
 */
export function RelativeTime({ at, absolute = false }: { at: Date; absolute?: boolean }) {
  const time = useSyncExternalStore(subscribe, clock, () => null);
  const serverNow = useServerNow();
  const exact = exactWords(at, time === null ? anyReader : thisReader());
  const since = time === null ? serverNow : base(at, time);
  return (
    <time dateTime={at.toISOString()} title={time === null ? undefined : exact}>
      {since === null || absolute ? exact : relative(at.getTime() - since)}
    </time>
  );
}
