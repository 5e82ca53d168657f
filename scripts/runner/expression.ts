import type { Token } from "./expression-tokens";
import { tokenize } from "./expression-tokens";

/** What an expression may name: `event` is the run's own event, `async` the one that just came. */
export type Scope = { event: unknown; async?: unknown };

/** A checked expression. A path that leads nowhere is null. */
export type Expression = { source: string; evaluate(scope: Scope): unknown };

type Node = (scope: Scope) => unknown;

/**
 * Checks an expression: literals, paths below `event` and `async`, == != < <= > >= && || ! + and
 * a ? b : c, with parentheses. That is a part of CEL (Inngest SDK specification, 1.3.1).
 * @throws Error with a sentence when it needs more than that part.
 */
export function compileExpression(source: string): Expression {
  try {
    return { source, evaluate: new Parser(tokenize(source)).parse() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The expression ${JSON.stringify(source)} is not supported by the embedded runner: ${why}. Use paths, literals, comparisons, && || ! + and ?: only.`,
    );
  }
}

class Parser {
  private at = 0;
  constructor(private readonly tokens: Token[]) {}

  parse(): Node {
    const node = this.choice();
    if (this.peek().kind !== "end") throw new Error(`"${this.peek().text}" is not expected there`);
    return node;
  }

  private choice(): Node {
    const test = this.either();
    if (!this.takes("?")) return test;
    const yes = this.choice();
    this.expect(":");
    const no = this.choice();
    return (scope) => (test(scope) === true ? yes(scope) : no(scope));
  }

  private either(): Node {
    let left = this.both();
    while (this.takes("||")) {
      const [a, b] = [left, this.both()];
      left = (scope) => a(scope) === true || b(scope) === true;
    }
    return left;
  }

  private both(): Node {
    let left = this.comparison();
    while (this.takes("&&")) {
      const [a, b] = [left, this.comparison()];
      left = (scope) => a(scope) === true && b(scope) === true;
    }
    return left;
  }

  private comparison(): Node {
    const left = this.sum();
    const operator = this.peek().text;
    const compare = this.peek().kind === "symbol" ? COMPARISONS[operator] : undefined;
    if (!compare) return left;
    this.at++;
    const right = this.sum();
    return (scope) => compare(left(scope), right(scope));
  }

  private sum(): Node {
    let left = this.unary();
    while (this.takes("+")) {
      const [a, b] = [left, this.unary()];
      left = (scope) => add(a(scope), b(scope));
    }
    return left;
  }

  private unary(): Node {
    if (this.takes("!")) {
      const inner = this.unary();
      return (scope) => inner(scope) !== true;
    }
    if (this.takes("-")) {
      const inner = this.unary();
      return (scope) => -Number(inner(scope));
    }
    if (this.takes("(")) {
      const inner = this.choice();
      this.expect(")");
      return inner;
    }
    return this.primary();
  }

  private primary(): Node {
    const token = this.next();
    if (token.value !== undefined) return () => token.value;
    if (token.kind !== "name") throw new Error(`"${token.text}" is not expected there`);
    if (token.text in CONSTANTS) return () => CONSTANTS[token.text];
    if (token.text !== "event" && token.text !== "async") {
      throw new Error(`it uses "${token.text}", and only event and async are known`);
    }
    const root = token.text;
    const path = this.path();
    return (scope) => path.reduce<unknown>(child, scope[root]) ?? null;
  }

  private path(): (string | number)[] {
    const path: (string | number)[] = [];
    for (;;) {
      if (this.takes(".")) {
        path.push(this.next().text);
        if (this.peek().text === "(") throw new Error(`it calls "${path.at(-1)}()"`);
      } else if (this.takes("[")) {
        const index = this.next().value;
        if (index === undefined) throw new Error("only a literal may stand in brackets");
        path.push(index);
        this.expect("]");
      } else return path;
    }
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "the end" };
  }

  private next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  private takes(symbol: string): boolean {
    if (this.peek().kind !== "symbol" || this.peek().text !== symbol) return false;
    this.at++;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.takes(symbol)) throw new Error(`"${symbol}" is missing before "${this.peek().text}"`);
  }
}

const CONSTANTS: Record<string, unknown> = { true: true, false: false, null: null };

const COMPARISONS: Record<string, (a: unknown, b: unknown) => boolean> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => order(a, b) < 0,
  "<=": (a, b) => order(a, b) <= 0,
  ">": (a, b) => order(a, b) > 0,
  ">=": (a, b) => order(a, b) >= 0,
};

// NaN makes every comparison of unlike kinds false, as CEL has no order between them.
function order(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : Number(a > b);
  return Number.NaN;
}

function add(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") return a + b;
  return null;
}

function child(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === String(key))?.[1];
}
