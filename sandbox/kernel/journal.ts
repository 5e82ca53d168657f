import { closeSync, renameSync, statSync, truncateSync } from "node:fs";
import { openForAppend, replayLines, writeAll } from "./log-file";

/** One request that a stand-in answered, and what became of it. */
export type JournalEntry = {
  seq: number;
  /** When the request came, ISO 8601 UTC. */
  at: string;
  /** How long the work took, ms, without a delay or hang that a fault added behind it. */
  ms: number;
  /** Method and pattern, such as "GET /v3/application/shops/{shop_id}". */
  route: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed JSON, the fields of a form, or the text as it came. Null without a body. */
  body: unknown;
  /** What the caller got; null when the connection was cut. */
  status: number | null;
  /** What the caller got, parsed when it is JSON; null for pages. */
  response: unknown;
  /** The fault that was played, or null. */
  fault: unknown;
};

export type Journal = {
  append(entry: Omit<JournalEntry, "seq">): JournalEntry;
  /** Entries with a higher `seq`, oldest first; only those of `route` when given. */
  since(seq: number, route?: string): JournalEntry[];
  clear(): void;
  close(): void;
};

type JournalOptions = {
  file: string;
  /** A body or answer longer than this many characters is kept in the file only. */
  maxBodyInMemory?: number;
  maxEntriesInMemory?: number;
  /** The file is set aside as `<file>.1` when it grows beyond this. */
  maxFileBytes?: number;
};

/** Opens the append-only journal of every request. Numbers go on where the file ended. */
export function openJournal(options: JournalOptions): Journal {
  const { file, maxBodyInMemory = 65_536, maxEntriesInMemory = 100_000 } = options;
  const maxFileBytes = options.maxFileBytes ?? 128 * 1024 * 1024;
  let entries: JournalEntry[] = [];
  let last = 0;

  const remember = (entry: JournalEntry): void => {
    last = entry.seq;
    const body = shorten(entry.body, maxBodyInMemory);
    entries.push({ ...entry, body, response: shorten(entry.response, maxBodyInMemory) });
    if (entries.length > maxEntriesInMemory * 1.1) entries = entries.slice(-maxEntriesInMemory);
  };
  replayLines(file, (line) => remember(line as JournalEntry));
  let fd = openForAppend(file);
  let size = statSync(file).size;

  return {
    append(input) {
      const entry = { seq: last + 1, ...input };
      const line = `${JSON.stringify(entry)}\n`;
      if (size + line.length > maxFileBytes) {
        closeSync(fd);
        renameSync(file, `${file}.1`);
        fd = openForAppend(file);
        size = 0;
      }
      writeAll(fd, line);
      size += line.length;
      remember(entry);
      return entry;
    },
    since: (seq, route) =>
      entries.filter((entry) => entry.seq > seq && (route === undefined || entry.route === route)),
    clear() {
      entries = [];
      truncateSync(file, 0);
      size = 0;
    },
    close: () => closeSync(fd),
  };
}

function shorten(value: unknown, most: number): unknown {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  if (text.length <= most) return value;
  return { shortened: true, characters: text.length, start: text.slice(0, 1000) };
}
