/** PostgreSQL keeps neither NUL in a text nor half of a surrogate pair in a JSON. */
const unstorable = /\0|\p{Cs}/u;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Texts and parts of one value: of objects also the keys, of maps and sets what they hold. */
function partsOf(value: object): unknown[] {
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set) return [...value];
  return Array.isArray(value) ? value : Object.entries(value).flat();
}

/** Whether any text in an input, however deep, cannot be stored. Takes circles and any depth. */
export function holdsUnstorable(input: unknown): boolean {
  const seen = new Set<object>();
  const left: unknown[] = [input];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string" && unstorable.test(value)) return true;
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    for (const part of partsOf(value)) left.push(part);
  }
  return false;
}

/** A text without what cannot be stored: NUL is left out, half a pair becomes the sign for it. */
export const storable = (text: string): string =>
  text.replaceAll("\0", "").replace(/\p{Cs}/gu, "\uFFFD");

/** Reads JSON of another system, whose texts are stored. @throws SyntaxError when it is none */
export const parseStorable = (json: string): unknown =>
  /\\u(0000|d[89a-f])/i.test(json) || unstorable.test(json)
    ? JSON.parse(json, (_key, value: unknown) =>
        typeof value === "string" ? storable(value) : value,
      )
    : JSON.parse(json);
