import { describe, expect, it } from "vitest";
import { namePlaywrightFailures, nameVitestFailures } from "./failures";

const vitestFile = (assertionResults: unknown[], more: object = {}) => ({
  testResults: [{ name: "a.test.ts", status: "failed", message: "", assertionResults, ...more }],
});
const spec = (ok: boolean, title: string) => ({
  title,
  ok,
  file: "a.spec.ts",
  line: 3,
  tests: [{ results: [{ errors: ok ? [] : [{ message: "no heading" }] }] }],
});

describe("the failures named at the end", () => {
  it("are those of Vitest with what they said", () => {
    const report = vitestFile([
      { status: "passed", fullName: "adds", failureMessages: [] },
      {
        status: "failed",
        fullName: "takes away",
        failureMessages: ["\u001b[31mexpected 1\u001b[39m"],
      },
    ]);
    expect(nameVitestFailures(report)).toEqual(["a.test.ts › takes away\n    expected 1"]);
  });

  it("hold a file that Vitest could not load", () => {
    expect(nameVitestFailures(vitestFile([], { message: "no such module" }))).toEqual([
      "a.test.ts\n    no such module",
    ]);
  });

  it("are those of Playwright at any depth, and errors outside of tests", () => {
    const report = {
      errors: [{ message: "setup broke" }],
      suites: [{ specs: [spec(true, "opens")], suites: [{ specs: [spec(false, "closes")] }] }],
    };
    expect(namePlaywrightFailures(report)).toEqual([
      "Outside of the tests\n    setup broke",
      "a.spec.ts:3 › closes\n    no heading",
    ]);
  });

  it("say no more than the beginning of a long message", () => {
    const long = Array.from({ length: 80 }, (_, line) => `line ${line}`).join("\n");
    const report = vitestFile([{ status: "failed", fullName: "x", failureMessages: [long] }]);
    expect(nameVitestFailures(report)[0]?.split("\n")).toHaveLength(13);
  });
});
