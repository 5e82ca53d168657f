"use client";
import type { ReactNode } from "react";
import { createContext, useContext } from "react";

const Clock = createContext<number | null>(null);

/** When the page was drawn on the server, in milliseconds since 1970; null where nobody said. */
export const useServerNow = (): number | null => useContext(Clock);

/** Lets what is drawn on the server say how long ago something was, as the browser will say it. */
export function ServerClock({ now, children }: { now: number; children: ReactNode }) {
  return <Clock value={now}>{children}</Clock>;
}
