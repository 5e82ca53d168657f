type Parts = Record<string, unknown>;

const isPlain = (value: unknown): value is Parts =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * `after`, with every part that equals the one of `before` taken from there: what did not change
 * stays the same object, and what shows it need not be drawn again.
 */
export function sameParts(before: unknown, after: unknown): unknown {
  if (before === after) return before;
  if (before instanceof Date && after instanceof Date)
    return before.getTime() === after.getTime() ? before : after;
  if (Array.isArray(before) && Array.isArray(after)) {
    const parts = after.map((part, index) => sameParts(before[index], part));
    const same = parts.length === before.length && parts.every((part, i) => part === before[i]);
    return same ? before : parts;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const names = Object.keys(after);
  const parts = Object.fromEntries(
    names.map((name) => [name, sameParts(before[name], after[name])]),
  );
  const same =
    names.length === Object.keys(before).length &&
    names.every((name) => name in before && parts[name] === before[name]);
  return same ? before : parts;
}
