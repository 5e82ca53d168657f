/** One word of an expression. `kind` says how `text` is to be read. */
export type Token = {
  kind: "text" | "number" | "name" | "symbol" | "end";
  text: string;
  value?: string | number;
};

const PATTERN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[<>!?:()[\].+-]))/y;

/**
 * Splits an expression into tokens.
 * @throws Error that names the character at which it cannot be read.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < end) {
    const at = PATTERN.lastIndex;
    const match = PATTERN.exec(source);
    if (!match) throw new Error(`it cannot be read from "${source.slice(at, at + 12).trim()}" on`);
    tokens.push(toToken(match));
  }
  return [...tokens, { kind: "end", text: "the end" }];
}

function toToken([, quoted, number, name, symbol]: RegExpExecArray): Token {
  if (quoted !== undefined) {
    return { kind: "text", text: quoted, value: quoted.slice(1, -1).replace(/\\(.)/g, "$1") };
  }
  if (number !== undefined) return { kind: "number", text: number, value: Number(number) };
  if (name !== undefined) return { kind: "name", text: name };
  return { kind: "symbol", text: symbol ?? "" };
}
