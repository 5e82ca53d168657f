import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { openForAppend, replayLines, writeAll } from "./log-file";

type Put = ["put", string, string, unknown];
type Change = Put | ["remove", string, string] | ["clear"];
type Line = Change | ["batch", Change[]];

/**
 * Collections of JSON values that survive a kill of the process.
 * Values come back by reference: put a new object instead of changing one in place.
 */
export type Store = {
  get<T>(collection: string, id: string | number): T | undefined;
  put(collection: string, id: string | number, value: unknown): void;
  remove(collection: string, id: string | number): void;
  /** All values of a collection, oldest first put first. */
  all<T>(collection: string): T[];
  /** Ids of a collection, in the order of `all`. */
  keys(collection: string): string[];
  count(collection: string): number;
  /** All changes made inside `change` are stored as one, or none of them when it throws. */
  batch<T>(change: () => T): T;
  /** Forgets every collection. */
  clear(): void;
  close(): void;
};

/**
 * Opens a durable store kept in one append-only JSONL file.
 * A change is written before the call returns, so a killed process loses nothing that it answered.
 * Only one process may hold a file: bind the server's port first, then open.
 *
 * @throws Error when the file is damaged before its last line.
 */
export function openStore({ file }: { file: string }): Store {
  let collections = new Map<string, Map<string, unknown>>();
  let staged: Change[] | null = null;
  let undo: (() => void)[] = [];
  let lines = 0;

  const collection = (name: string): Map<string, unknown> => {
    const found = collections.get(name) ?? new Map<string, unknown>();
    collections.set(name, found);
    return found;
  };
  const apply = (change: Change): void => {
    if (change[0] === "clear") collections = new Map();
    else if (change[0] === "put") collection(change[1]).set(change[2], change[3]);
    else collection(change[1]).delete(change[2]);
  };

  replayLines(file, (raw) => {
    const line = raw as Line;
    lines += 1;
    for (const change of line[0] === "batch" ? line[1] : [line]) apply(change);
  });
  if (lines > 2 * live(collections) + 100) compact(file, collections);
  const fd = openForAppend(file);

  const record = (change: Change): void => {
    if (staged) {
      staged.push(change);
      undo.push(inverse(change));
    } else writeAll(fd, `${JSON.stringify(change)}\n`);
    apply(change);
  };
  const inverse = (change: Change): (() => void) => {
    if (change[0] === "clear") {
      const before = collections;
      return () => {
        collections = before;
      };
    }
    const [, name, id] = change;
    const before = collections.get(name)?.get(id);
    if (before === undefined) return () => apply(["remove", name, id]);
    return () => apply(["put", name, id, before]);
  };

  return {
    get: <T>(name: string, id: string | number) =>
      collections.get(name)?.get(String(id)) as T | undefined,
    put: (name, id, value) => record(["put", name, String(id), value]),
    remove: (name, id) => record(["remove", name, String(id)]),
    all: <T>(name: string) => [...(collections.get(name)?.values() ?? [])] as T[],
    keys: (name) => [...(collections.get(name)?.keys() ?? [])],
    count: (name) => collections.get(name)?.size ?? 0,
    clear: () => record(["clear"]),
    batch<T>(change: () => T): T {
      if (staged) return change();
      staged = [];
      try {
        const result = change();
        if (staged.length > 0) writeAll(fd, `${JSON.stringify(["batch", staged])}\n`);
        return result;
      } catch (problem) {
        for (const takeBack of undo.reverse()) takeBack();
        throw problem;
      } finally {
        staged = null;
        undo = [];
      }
    },
    close: () => closeSync(fd),
  };
}

function live(collections: Map<string, Map<string, unknown>>): number {
  return [...collections.values()].reduce((sum, values) => sum + values.size, 0);
}

function compact(file: string, collections: Map<string, Map<string, unknown>>): void {
  const fd = openSync(`${file}.new`, "w");
  for (const [name, values] of collections)
    for (const [id, value] of values)
      writeAll(fd, `${JSON.stringify(["put", name, id, value] satisfies Put)}\n`);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(`${file}.new`, file);
}
