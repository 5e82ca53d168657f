import { describe, expect, it, vi } from "vitest";
import type { Question } from "./ask-together";
import { askTogether, statementOf } from "./ask-together";

const rows = (text: string, ...params: unknown[]): Question => ({ text, params, asArrays: true });
const objects = (text: string, ...params: unknown[]): Question => ({
  text,
  params,
  asArrays: false,
});
const refused = Object.assign(new Error("division by zero"), { code: "22012" });

/** A database that answers each question of a statement with its place. */
const answering = () =>
  vi.fn(async ({ text, asArrays }: Question): Promise<unknown[]> => {
    if (!text.includes("json_agg")) return asArrays ? [[text]] : [{ text }];
    const places = [...text.matchAll(/ as q(\d+)/g)].map(([, place]) => [
      `q${place}`,
      [{ f1: place }],
    ]);
    return [Object.fromEntries(places)];
  });

it("several questions become one statement, each with its own parameters", () => {
  const { text, params } = statementOf([
    rows("select a from t where b = $1 and c = $2", 1, "two"),
    objects("select d from u where e = $1 or f = $1;", 3),
  ]);
  expect(text).toContain("select a from t where b = $1 and c = $2)");
  expect(text).toContain("select d from u where e = $3 or f = $3)");
  expect(params).toEqual([1, "two", 3]);
});

describe("What is asked in one turn", () => {
  it("is one statement, and each asker gets its own rows", async () => {
    const ask = answering();
    const together = askTogether(ask);
    const answers = await Promise.all([together(rows("select 1")), together(objects("select 2"))]);
    expect(answers).toEqual([[["0"]], [{ f1: "1" }]]);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it("is asked as it is when it is one question, however often it is asked", async () => {
    const ask = answering();
    const together = askTogether(ask);
    const both = [together(rows("select 1", 5)), together(rows("select 1", 5))];
    expect(await Promise.all(both)).toEqual([[["select 1"]], [["select 1"]]]);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it("is asked anew in the next turn", async () => {
    const ask = answering();
    const together = askTogether(ask);
    await together(rows("select 1"));
    await together(rows("select 1"));
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it.each([
    "insert into t values ($1)",
    "update t set a = 1",
    "with gone as (delete from t returning a) select a from gone",
    "select a from t for update",
  ])("keeps what changes or locks by itself: %s", async (text) => {
    const ask = answering();
    const together = askTogether(ask);
    await Promise.all([
      together(rows(text)),
      together(rows("select 1")),
      together(rows("select 2")),
    ]);
    expect(ask.mock.calls.map(([question]) => question.text)).toEqual([
      text,
      expect.stringContaining("json_agg"),
    ]);
  });

  it("fails for the one that the database refuses, and not for the others", async () => {
    const together = askTogether(async ({ text }) => {
      if (text.includes("1/0")) throw refused;
      return [[text]];
    });
    const ends = await Promise.allSettled([
      together(rows("select 1/0")),
      together(rows("select 2")),
    ]);
    expect(ends).toEqual([
      { status: "rejected", reason: refused },
      { status: "fulfilled", value: [["select 2"]] },
    ]);
  });

  it("fails for all where the database is not reached, without asking again", async () => {
    const ask = vi.fn(() => Promise.reject(new Error("CONNECTION_CLOSED")));
    const together = askTogether(ask);
    const ends = await Promise.allSettled([together(rows("select 1")), together(rows("select 2"))]);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
