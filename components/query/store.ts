import type { Query } from "@/server/trpc/types";
import { call, isPassing } from "./call";
import { sameParts } from "./same-parts";

/** What is known of a query: `data` stays while a later reading fails. */
export type Known = { data: unknown; error: unknown };
/** What a page loaded on the server, and when, in milliseconds since 1970. */
export type Loaded = Query<unknown> & { data: unknown; at: number };
/** All queries of a path and below it, or with an input the one. */
export type Filter = { path: string; input?: unknown };

type Entry = {
  query: Query<unknown>;
  known: Known;
  /** When it was read; 0 when it has to be read again. */
  at: number;
  reading: Promise<void> | null;
  /** Counts readings: one that another overtook says nothing any more. */
  turn: number;
  listeners: Set<() => void>;
  /** Since when nobody listens, be it that nobody does yet. */
  idleSince: number;
  /** How many components show it now and want it fresh. */
  shown: number;
};

export type Store = ReturnType<typeof createStore>;

/** What nobody shows any more is forgotten after this time, in milliseconds. */
const keptMs = 5 * 60_000;
/** A reading that fails for a passing reason is tried again after each of these, in milliseconds. */
const pauses = [1000, 2000];

const sorted = (_name: string, value: unknown): unknown =>
  value && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** One text for each query, whatever the order of the fields of its input. */
export const keyOf = ({ path, input }: Filter): string =>
  `${path} ${JSON.stringify(input, sorted) ?? ""}`;

const isOffline = () => typeof navigator !== "undefined" && navigator.onLine === false;

/** What the pages know of the server: read once for all that show it, and read again on demand. */
export function createStore(onFailure: (error: unknown) => void) {
  const entries = new Map<string, Entry>();

  function entryOf(query: Query<unknown>): Entry {
    const key = keyOf(query);
    const entry = entries.get(key) ?? {
      query,
      known: { data: undefined, error: null },
      at: 0,
      reading: null,
      turn: 0,
      listeners: new Set(),
      idleSince: Date.now(),
      shown: 0,
    };
    entries.set(key, entry);
    return entry;
  }

  function tell(entry: Entry): void {
    for (const listener of entry.listeners) listener();
  }

  function take(entry: Entry, known: Known, at: number): void {
    const data = sameParts(entry.known.data, known.data);
    if (data !== entry.known.data || known.error !== entry.known.error)
      entry.known = { data, error: known.error };
    entry.at = at;
  }

  async function answerOf({ query, turn }: Entry, isWanted: (turn: number) => boolean) {
    for (const pause of [...pauses, null])
      try {
        return await call("query", query.path, query.input);
      } catch (error) {
        if (pause === null || !isPassing(error) || !isWanted(turn)) throw error;
        await new Promise((resume) => setTimeout(resume, pause));
      }
  }

  /** Reads it again; `anew` does not trust a reading that has begun already. Never rejects. */
  function read(entry: Entry, anew = false): Promise<void> {
    if (isOffline()) return Promise.resolve();
    if (entry.reading && !anew) return entry.reading;
    const turn = ++entry.turn;
    const end = (known: Known, at: number) => {
      if (entry.turn !== turn) return;
      entry.reading = null;
      take(entry, known, at);
      tell(entry);
    };
    entry.reading = answerOf(entry, (mine) => entry.turn === mine).then(
      (data) => end({ data, error: null }, Date.now()),
      (error) => {
        onFailure(error);
        end({ data: entry.known.data, error }, entry.at);
      },
    );
    tell(entry);
    return entry.reading;
  }

  function forgetOld(): void {
    for (const [key, { listeners, idleSince }] of entries)
      if (listeners.size === 0 && idleSince < Date.now() - keptMs) entries.delete(key);
  }

  return {
    onFailure,
    entryOf,
    read,
    /** Reads it unless it was read within `staleMs`. */
    readIfOlder(entry: Entry, staleMs: number): void {
      if (entry.at + staleMs <= Date.now()) void read(entry);
    },
    listen(entry: Entry, listener: () => void): () => void {
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        entry.idleSince = Date.now();
        forgetOld();
      };
    },
    /** Takes what a page loaded; `older` also where something else is known, if that was read before. */
    fill(loaded: readonly Loaded[], which: "missing" | "older"): void {
      for (const { path, input, data, at } of loaded) {
        const entry = entryOf({ path, input });
        const isMissing = entry.known.data === undefined;
        if (which === "missing" ? !isMissing : isMissing || entry.at >= at) continue;
        entry.turn++;
        entry.reading = null;
        take(entry, { data, error: null }, at);
        if (which === "older") tell(entry);
      }
    },
    /** Reads again what is shown of them, and the rest when it is shown. Ends once all are read. */
    async invalidateQueries(filter: Filter): Promise<void> {
      const key = filter.input === undefined ? null : keyOf(filter);
      const meant = [...entries].filter(
        ([own, { query }]) =>
          own === key ||
          (key === null &&
            (query.path === filter.path || query.path.startsWith(`${filter.path}.`))),
      );
      for (const [, entry] of meant) entry.at = 0;
      await Promise.all(
        meant.filter(([, entry]) => entry.shown > 0).map(([, entry]) => read(entry, true)),
      );
    },
  };
}
