import type { Wire } from "@/server/trpc/words";
import { toWire } from "@/server/trpc/words";

type Parts = Record<string, unknown>;

const isParts = (value: unknown): value is Parts => typeof value === "object" && value !== null;

const revived = (kind: unknown, json: unknown): unknown => {
  if (kind === "Date") return new Date(String(json));
  if (kind === "undefined") return undefined;
  throw new Error(`The answer holds a ${String(kind)}, which the console does not read.`);
};

/** Names of a path are joined by dots; a dot within a name has a backslash before it. */
const namesOf = (path: string): string[] =>
  (path.match(/(?:\\.|[^.\\])+/g) ?? []).map((name) => name.replace(/\\(.)/g, "$1"));

/** @throws Error when the answer holds another kind of value. */
export function fromWire({ json, meta }: Wire): unknown {
  const { values } = meta ?? {};
  if (values === undefined) return json;
  if (Array.isArray(values)) return revived(values[0], json);
  for (const [path, kind] of Object.entries(values as Parts)) {
    const names = namesOf(path);
    const last = names.pop() ?? "";
    const holder = names.reduce<unknown>((at, name) => (isParts(at) ? at[name] : at), json);
    if (isParts(holder)) holder[last] = revived(Array.isArray(kind) ? kind[0] : kind, holder[last]);
  }
  return json;
}

/**
 * An input as JSON. What is no number goes as "NaN": JSON alone would make it null, which a procedure
 * takes for "none given" instead of refusing it.
 */
export const inputText = (input: unknown): string =>
  JSON.stringify(toWire(input), (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
