/**
 * What the procedures speak: JSON, and beside it which values were something else before, as
 * superjson 2 writes it (superjson/README, "serialize"). Only what the procedures use is known here:
 * moments and values that are undefined.
 */
export type Wire = { json?: unknown; meta?: { values?: unknown; v?: 1 } };

type Kinds = Record<string, ["Date" | "undefined"]>;

/** Names of a path are joined by dots; a dot within a name has a backslash before it. */
const escaped = (name: string): string =>
  name.includes(".") || name.includes("\\") ? name.replace(/[\\.]/g, "\\$&") : name;

function noteKinds(value: unknown, path: string, found: Kinds): void {
  if (value === undefined) found[path] = ["undefined"];
  else if (value instanceof Date) found[path] = ["Date"];
  else if (typeof value === "object" && value !== null)
    for (const name of Object.keys(value)) {
      const part = (value as Record<string, unknown>)[name];
      // Most parts are a text, a number or null, and have no kind to be noted.
      if (part !== undefined && (part === null || typeof part !== "object")) continue;
      noteKinds(part, path === "" ? escaped(name) : `${path}.${escaped(name)}`, found);
    }
}

/** Of a list of fifty orders superjson itself makes this in ten times the time. */
export function toWire(value: unknown): Wire {
  const found: Kinds = {};
  noteKinds(value, "", found);
  const whole = found[""];
  const values = whole ?? (Object.keys(found).length > 0 ? found : undefined);
  return { json: value ?? null, ...(values && { meta: { values, v: 1 } }) };
}
