import { describe, expect, it } from "vitest";
import { closingLine, countPlaywright, countVitest, sumCounts } from "./report";

const vitest = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [{ status: "failed", assertionResults: [{}] }],
};
const stats = { expected: 3, unexpected: 1, flaky: 0, skipped: 2 };

describe("the counts", () => {
  it("of Vitest hold passed, failed and skipped tests", () => {
    expect(countVitest(vitest)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it("of Vitest hold a file that cannot be loaded as a failure", () => {
    const broken = { status: "failed", assertionResults: [] };
    const report = { ...vitest, numFailedTests: 0, testResults: [broken] };
    expect(countVitest(report).failed).toBe(1);
  });

  it("of Playwright hold passed, failed and skipped tests", () => {
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it("of Playwright hold errors outside tests and unsteady tests as failures", () => {
    const report = { stats: { ...stats, flaky: 1 }, errors: [{ message: "setup broke" }] };
    expect(countPlaywright(report).failed).toBe(3);
  });

  it("refuse something that is no report", () => {
    expect(() => countVitest({})).toThrow();
    expect(() => countPlaywright({})).toThrow();
  });
});

describe("the last line", () => {
  it("sums all stages", () => {
    const sum = sumCounts([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 5, failed: 2, skipped: 0 },
    ]);
    expect(closingLine(sum)).toBe("6 passed, 2 failed");
  });

  it("tells of skipped ones when there are any", () => {
    expect(closingLine({ passed: 6, failed: 0, skipped: 1 })).toBe("6 passed, 0 failed, 1 skipped");
  });
});
