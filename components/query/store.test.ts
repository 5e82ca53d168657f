import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStore, keyOf } from "./store";

/** Answers of the server, in the order in which they are given. */
let answers: ((answer: Response) => void)[] = [];
const json = (data: unknown, status = 200) =>
  Response.json({ result: { data: { json: data } } }, { status });
const refusal = (httpStatus: number) =>
  Response.json({
    error: { json: { message: "No.", data: { code: "X", httpStatus, fields: {} } } },
  });

const failures = vi.fn();
const query = { path: "orders.list", input: { integrationId: "one" } };
/** Lets what was answered arrive. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  answers = [];
  failures.mockReset();
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => answers.push(resolve)));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("asks once for all that read it at the same time", async () => {
  const store = createStore(failures);
  const entry = store.entryOf(query);
  const both = [store.read(entry), store.read(store.entryOf({ ...query }))];
  expect(answers).toHaveLength(1);
  answers[0]?.(json([1]));
  await Promise.all(both);
  expect(entry.known).toEqual({ data: [1], error: null });
});

it("does not believe an answer that was asked for before a change", async () => {
  const store = createStore(failures);
  const entry = store.entryOf(query);
  entry.shown = 1;
  void store.read(entry);
  const done = store.invalidateQueries({ path: "orders" });
  answers[1]?.(json("after"));
  await done;
  answers[0]?.(json("before"));
  await settle();
  expect(entry.known.data).toBe("after");
});

it("invalidates what is below a path and nothing that is only spelt alike", async () => {
  const store = createStore(failures);
  const paths = ["orders.list", "orders", "ordersOfOld.list", "integrations.get"];
  const entries = paths.map((path) => store.entryOf({ path, input: undefined }));
  store.fill(
    entries.map((one) => ({ ...one.query, data: 1, at: Date.now() })),
    "missing",
  );
  await store.invalidateQueries({ path: "orders" });
  expect(entries.map(({ at }) => at > 0)).toEqual([false, false, true, true]);
  // Nobody shows them, so nobody is asked.
  expect(answers).toHaveLength(0);
});

it("invalidates the one query of an input, in whatever order its fields stand", async () => {
  const store = createStore(failures);
  const one = store.entryOf({ path: "orders.get", input: { a: 1, b: 2 } });
  const other = store.entryOf({ path: "orders.get", input: { a: 1, b: 3 } });
  one.at = other.at = Date.now();
  await store.invalidateQueries({ path: "orders.get", input: { b: 2, a: 1 } });
  expect([one.at, other.at > 0]).toEqual([0, true]);
  expect(keyOf({ path: "p", input: { b: [{ d: 1, c: 2 }], a: 1 } })).toBe(
    keyOf({ path: "p", input: { a: 1, b: [{ c: 2, d: 1 }] } }),
  );
});

it("tries again twice when the server is in trouble, and then says so with what is known kept", async () => {
  const store = createStore(failures);
  const entry = store.entryOf(query);
  store.fill([{ ...query, data: "known", at: 1 }], "missing");
  const done = store.read(entry);
  for (const [index, pause] of [1000, 2000, 0].entries()) {
    answers[index]?.(refusal(503));
    await vi.advanceTimersByTimeAsync(pause);
  }
  await done;
  expect(answers).toHaveLength(3);
  expect(entry.known.data).toBe("known");
  expect(entry.known.error).toMatchObject({ message: "No." });
  expect(failures).toHaveBeenCalledTimes(1);
});

it("does not try again what is refused", async () => {
  const store = createStore(failures);
  const entry = store.entryOf(query);
  const done = store.read(entry);
  answers[0]?.(refusal(401));
  await done;
  expect(answers).toHaveLength(1);
  expect(failures).toHaveBeenCalledWith(expect.objectContaining({ refusal: expect.anything() }));
});

it("an answer that says the same changes nothing that is shown", async () => {
  const store = createStore(failures);
  const entry = store.entryOf(query);
  store.fill([{ ...query, data: { rows: [1] }, at: 1 }], "missing");
  const { known } = entry;
  const done = store.read(entry);
  answers[0]?.(json({ rows: [1] }));
  await done;
  expect(entry.known).toBe(known);
  expect(entry.at).toBe(Date.now());
});

it("takes from a page what is missing at once, and newer data only afterwards", () => {
  const store = createStore(failures);
  const entry = store.entryOf(query);
  store.fill([{ ...query, data: "first", at: 10 }], "missing");
  store.fill([{ ...query, data: "second", at: 20 }], "missing");
  expect(entry.known.data).toBe("first");
  store.fill([{ ...query, data: "second", at: 20 }], "older");
  expect(entry.known.data).toBe("second");
  // The page that was left is shown again by "Back", with what it had loaded then.
  store.fill([{ ...query, data: "first", at: 10 }], "older");
  expect(entry.known.data).toBe("second");
});

it("asks nothing while the browser has no network", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  const store = createStore(failures);
  await store.read(store.entryOf(query));
  expect(answers).toHaveLength(0);
  expect(failures).not.toHaveBeenCalled();
});

it("keeps what a page that is being drawn is about to show, while another one goes", async () => {
  const store = createStore(failures);
  const old = store.entryOf({ path: "search.find", input: "x" });
  const leave = store.listen(old, () => {});
  const entry = store.entryOf(query);
  leave();
  store.listen(entry, () => {});
  entry.shown = 1;
  void store.invalidateQueries({ path: "orders" });
  expect(answers).toHaveLength(1);
});

it("forgets what nobody has shown for five minutes", () => {
  const store = createStore(failures);
  store.fill([{ ...query, data: 1, at: Date.now() }], "missing");
  const other = store.entryOf({ path: "search.find", input: "x" });
  vi.advanceTimersByTime(5 * 60_000 + 1);
  store.listen(other, () => {})();
  expect(store.entryOf(query).known.data).toBeUndefined();
});
