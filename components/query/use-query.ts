"use client";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Query } from "@/server/trpc/types";
import { useQueryClient } from "./provider";
import { keyOf } from "./store";

export type QueryOptions<Output> = Query<Output> & {
  /** False: what is known is shown, and nothing is asked. */
  enabled?: boolean;
  /** What was read within this time is taken as it is, in milliseconds; 30 s where not given. */
  staleTime?: number;
  /** Read again so often while the page is looked at, in milliseconds. */
  refetchInterval?: number | false | ((data: Output | undefined) => number | false);
  /** Also while the page is in the background. */
  refetchIntervalInBackground?: boolean;
  /** "always": when the person comes back to the page, however fresh it is. */
  refetchOnWindowFocus?: "always";
};

export type QueryResult<Output> = {
  data: Output | undefined;
  error: unknown;
  isError: boolean;
  /** Nothing is known yet, not even that it failed. */
  isPending: boolean;
  refetch: () => Promise<void>;
};

const isSeen = () => document.visibilityState === "visible";

function useEntry<Output>({ path, input }: Query<Output>) {
  const store = useQueryClient();
  const key = keyOf({ path, input });
  // The key says all of it: a new object with the same input is the same query.
  const [held, hold] = useState(() => ({ key, entry: store.entryOf({ path, input }) }));
  const current = held.key === key ? held : { key, entry: store.entryOf({ path, input }) };
  if (current !== held) hold(current);
  return { store, entry: current.entry };
}

/** A query as it is known, read when it is missing or old. */
export function useQuery<Output>(options: QueryOptions<Output>): QueryResult<Output> {
  const { enabled = true, staleTime = 30_000, refetchOnWindowFocus, refetchInterval } = options;
  const { store, entry } = useEntry(options);
  const listen = useCallback((tell: () => void) => store.listen(entry, tell), [store, entry]);
  const snapshot = () => entry.known;
  const known = useSyncExternalStore(listen, snapshot, snapshot);
  const data = known.data as Output | undefined;
  const every = typeof refetchInterval === "function" ? refetchInterval(data) : refetchInterval;
  const inBackground = options.refetchIntervalInBackground ?? false;
  const focusMs = refetchOnWindowFocus === "always" ? 0 : staleTime;

  useEffect(() => {
    if (!enabled) return;
    entry.shown++;
    store.readIfOlder(entry, staleTime);
    const again = () => isSeen() && store.readIfOlder(entry, focusMs);
    document.addEventListener("visibilitychange", again);
    window.addEventListener("online", again);
    return () => {
      entry.shown--;
      document.removeEventListener("visibilitychange", again);
      window.removeEventListener("online", again);
    };
  }, [store, entry, enabled, staleTime, focusMs]);

  useEffect(() => {
    if (!enabled || !every) return;
    const timer = setInterval(() => {
      if (inBackground || isSeen()) void store.read(entry);
    }, every);
    return () => clearInterval(timer);
  }, [store, entry, enabled, every, inBackground]);

  const refetch = useCallback(() => store.read(entry, true), [store, entry]);
  const isError = known.error !== null;
  return { data, error: known.error, isError, isPending: data === undefined && !isError, refetch };
}

/** Whether an enabled query is being read at this moment, or is about to be for the first time. */
export function useIsReading<Output>(options: QueryOptions<Output>): boolean {
  const { store, entry } = useEntry(options);
  const listen = useCallback((tell: () => void) => store.listen(entry, tell), [store, entry]);
  const snapshot = () =>
    entry.reading !== null || (entry.known.data === undefined && entry.known.error === null);
  return useSyncExternalStore(listen, snapshot, snapshot) && options.enabled !== false;
}

/** A query that the page has loaded on the server and handed over by <Hydrate>. */
export function useLoadedQuery<Output>(
  options: QueryOptions<Output>,
): QueryResult<Output> & { data: Output } {
  const result = useQuery(options);
  if (result.data === undefined) throw new Error(`The page did not load ${options.path}.`);
  return { ...result, data: result.data };
}
