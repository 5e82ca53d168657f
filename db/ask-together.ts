import { sqlState } from "./errors";

/** One query of a request as the driver is asked for it, and whoever waits for its rows. */
type Asked = {
  text: string;
  params: readonly unknown[];
  /** Each row as its values in order, else as an object. */
  asArrays: boolean;
  resolve(rows: unknown[]): void;
  reject(error: unknown): void;
};
export type Question = Pick<Asked, "text" | "params" | "asArrays">;
/** Asks the database one statement. */
export type Ask = (question: Question) => Promise<unknown[]>;

/** What only reads, and may so stand within another reading; anything else goes alone. */
export const reads = (text: string): boolean =>
  /^\s*(select|with)\b/i.test(text) && !/\b(insert|update|delete|merge|for|into)\b/i.test(text);

const placeholder = /\$(\d+)/g;

/**
 * One statement of several: a row with a column for each, its rows as JSON. Values come as JSON writes
 * them: an instant in ISO 8601, and a number where the driver alone would give the text of an int8.
 */
export function statementOf(questions: readonly Question[]): { text: string; params: unknown[] } {
  const params: unknown[] = [];
  const parts = questions.map((one, place) => {
    const before = params.length;
    params.push(...one.params);
    const text = one.text
      .replace(/;\s*$/, "")
      .replace(placeholder, (_, number) => `$${before + Number(number)}`);
    const row = one.asArrays ? "row(t.*)" : "t";
    return `(select coalesce(json_agg(to_json(${row})), '[]') from (${text}) as t) as q${place}`;
  });
  return { text: `select ${parts.join(", ")}`, params };
}

const sameAs = ({ text, params, asArrays }: Question): string =>
  JSON.stringify([text, params, asArrays]);

/**
 * Asks as one statement what a request asks in the same turn of the event loop. The same question is
 * asked once. Where the database refuses the whole, each is asked alone, so that it fails alone.
 */
export function askTogether(ask: Ask): Ask {
  let waiting: Asked[] = [];

  const alone = ({ resolve, reject, ...question }: Asked) => ask(question).then(resolve, reject);

  async function together(batch: readonly Asked[]): Promise<void> {
    const questions = [...new Map(batch.map((one) => [sameAs(one), one])).values()];
    const [only] = questions;
    try {
      const answers =
        only && questions.length === 1
          ? [await ask(only)]
          : Object.values(
              (await ask({ ...statementOf(questions), asArrays: false }))[0] as object,
            ).map((rows: object[], place) =>
              questions[place]?.asArrays ? rows.map((row) => Object.values(row)) : rows,
            );
      const known = new Map(questions.map((one, place) => [sameAs(one), answers[place] ?? []]));
      for (const one of batch) one.resolve(known.get(sameAs(one)) ?? []);
    } catch (error) {
      if (questions.length === 1 || !sqlState(error)) for (const one of batch) one.reject(error);
      else await Promise.all(batch.map(alone));
    }
  }

  function flush(): void {
    const batch = waiting;
    waiting = [];
    void together(batch);
  }

  return (question) => {
    if (!reads(question.text)) return ask(question);
    return new Promise((resolve, reject) => {
      if (waiting.push({ ...question, resolve, reject }) === 1) setImmediate(flush);
    });
  };
}
