"use client";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { CallError } from "@/components/query/call";
import { QueryProvider } from "@/components/query/provider";
import { requests } from "@/components/query/requests";
import { watchAttendance } from "@/components/shell/attendance";
import { ServerClock } from "@/components/ui/server-clock";

const refusalOf = (error: unknown) => (error instanceof CallError ? error.refusal : null);

/** What to tell a person about a failed call, in a sentence. */
export function errorMessage(error: unknown): string {
  return error instanceof CallError && error.refusal
    ? error.message
    : "The server did not answer. Check your connection and try again.";
}

/** Field name to sentence, for <Form errors>. Empty for an error that concerns no field. */
export const fieldErrors = (error: unknown): Record<string, string> =>
  refusalOf(error)?.fields ?? {};

/** An error as forms show it: at its fields, or for the whole form. */
export function formErrors(error: unknown): {
  errors: Record<string, string>;
  general: string | null;
} {
  const errors = fieldErrors(error);
  return {
    errors,
    general: error && Object.keys(errors).length === 0 ? errorMessage(error) : null,
  };
}

/** The procedures of the server, to make queries and mutations of. */
export const useTRPC = () => requests;

/** The sign-in page leads back to no longer address. */
const longestWay = 2000;

function whenSignedOut(error: unknown) {
  if (refusalOf(error)?.code !== "UNAUTHORIZED") return;
  const here = `${window.location.pathname}${window.location.search}`;
  const way = here.length > longestWay ? "" : `?callbackUrl=${encodeURIComponent(here)}`;
  window.location.assign(`/sign-in${way}`);
}

/**
 * Gives the components below their queries and mutations. `now` is when the page was drawn on the
 * server, in milliseconds since 1970.
 */
export function ApiProvider({ now, children }: { now: number; children: ReactNode }) {
  useEffect(watchAttendance, []);
  return (
    <ServerClock now={now}>
      <QueryProvider onFailure={whenSignedOut}>{children}</QueryProvider>
    </ServerClock>
  );
}
