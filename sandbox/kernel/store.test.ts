import { appendFileSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "./store";

const newFile = () => join(mkdtempSync(join(tmpdir(), "store-")), "store.jsonl");

test("gives back after reopening what was put, changed and removed", () => {
  const file = newFile();
  const store = openStore({ file });
  store.put("a", "1", { n: 1 });
  store.put("a", "1", { n: 2 });
  store.put("a", "2", { n: 3 });
  store.put("b", "1", "text");
  store.remove("a", "2");
  store.close();
  const again = openStore({ file });
  expect(again.all("a")).toEqual([{ n: 2 }]);
  expect(again.get("b", 1)).toBe("text");
  expect(again.keys("a")).toEqual(["1"]);
  again.close();
});

test("has each change in the file before the call returns", () => {
  const file = newFile();
  const store = openStore({ file });
  store.put("a", "1", "kept");
  expect(readFileSync(file, "utf8")).toContain("kept");
  store.close();
});

test("drops a torn last line and goes on behind what was whole", () => {
  const file = newFile();
  const first = openStore({ file });
  first.put("a", "1", 1);
  first.close();
  appendFileSync(file, '["put","a","2",{"half');
  const second = openStore({ file });
  expect(second.all("a")).toEqual([1]);
  second.put("a", "3", 3);
  second.close();
  const third = openStore({ file });
  expect(third.all("a")).toEqual([1, 3]);
  third.close();
});

test("says which line is damaged when it is not the last", () => {
  const file = newFile();
  appendFileSync(file, '["put","a","1",1]\nrubbish\n["put","a","2",2]\n');
  expect(() => openStore({ file })).toThrow(/Line 2 of .* is not JSON/);
});

test("takes back every change of a batch that throws, in memory and in the file", () => {
  const file = newFile();
  const store = openStore({ file });
  store.put("a", "1", "before");
  expect(() =>
    store.batch(() => {
      store.put("a", "1", "after");
      store.put("a", "2", "new");
      store.remove("a", "1");
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(store.all("a")).toEqual(["before"]);
  store.close();
  const again = openStore({ file });
  expect(again.all("a")).toEqual(["before"]);
  again.close();
});

test("forgets changes that were replaced when it opens again", () => {
  const file = newFile();
  const store = openStore({ file });
  for (let n = 0; n < 5000; n += 1) store.put("a", "1", { n });
  store.close();
  const before = statSync(file).size;
  const again = openStore({ file });
  expect(again.get("a", "1")).toEqual({ n: 4999 });
  expect(statSync(file).size).toBeLessThan(before / 1000);
  again.put("a", "2", "after compaction");
  again.close();
  const third = openStore({ file });
  expect(third.get("a", "2")).toBe("after compaction");
  third.close();
});

test("changes one of 50,000 values without writing the others again", () => {
  const file = newFile();
  const store = openStore({ file });
  store.batch(() => {
    for (let n = 0; n < 50_000; n += 1) store.put("a", n, { n, text: "x".repeat(100) });
  });
  const before = statSync(file).size;
  for (let n = 0; n < 1000; n += 1) store.put("a", n, { n, changed: true });
  expect(statSync(file).size - before).toBeLessThan(100_000);
  store.close();
});
