import { z } from "zod";

export type Counts = { passed: number; failed: number; skipped: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
});

/**
 * The counts in a JSON report of Vitest. A file that cannot be loaded has no test to count and
 * counts as one failure.
 *
 * @throws ZodError when it is no such report.
 */
export function countVitest(report: unknown): Counts {
  const seen = vitestReport.parse(report);
  const broken = seen.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: seen.numPassedTests,
    failed: seen.numFailedTests + broken.length,
    skipped: seen.numPendingTests + seen.numTodoTests,
  };
}

/**
 * The counts in a JSON report of Playwright. A test that passed only at a second try failed.
 *
 * @throws ZodError when it is no such report.
 */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

export function sumCounts(all: Counts[]): Counts {
  const sum = (field: keyof Counts) => all.reduce((total, one) => total + one[field], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The last line of the test command. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
