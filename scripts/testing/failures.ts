import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const told = z.object({ message: z.string().default("") });
const spec = z.object({
  title: z.string(),
  ok: z.boolean(),
  file: z.string(),
  line: z.number(),
  tests: z.array(z.object({ results: z.array(z.object({ errors: z.array(told) })) })),
});
type Suite = { specs?: z.infer<typeof spec>[] | undefined; suites?: Suite[] | undefined };
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(spec).optional(), suites: z.array(suite).optional() }),
);
const playwrightReport = z.object({ suites: z.array(suite), errors: z.array(told) });

/** A failure takes so many lines of the summary at most. */
const lines = 12;

function sayOf(where: string, message: string): string {
  const said = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => !line.includes("/node_modules/"))
    .slice(0, lines);
  return [where, ...said.map((line) => `    ${line}`)].join("\n");
}

/**
 * The failed tests of a JSON report of Vitest, each with the beginning of what it said. A file that
 * cannot be loaded is one of them.
 *
 * @throws ZodError when it is no such report.
 */
export function nameVitestFailures(report: unknown): string[] {
  return vitestReport.parse(report).testResults.flatMap((file) => {
    if (file.status === "failed" && file.assertionResults.length === 0)
      return [sayOf(file.name, file.message)];
    return file.assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) =>
        sayOf(`${file.name} › ${fullName}`, (failureMessages ?? []).join("\n")),
      );
  });
}

/**
 * The failed tests of a JSON report of Playwright, each with the beginning of what it said, and the
 * errors outside of tests.
 *
 * @throws ZodError when it is no such report.
 */
export function namePlaywrightFailures(report: unknown): string[] {
  const { suites, errors } = playwrightReport.parse(report);
  const specs = (one: Suite): z.infer<typeof spec>[] => [
    ...(one.specs ?? []),
    ...(one.suites ?? []).flatMap(specs),
  ];
  const failed = suites.flatMap(specs).filter(({ ok }) => !ok);
  return [
    ...errors.map(({ message }) => sayOf("Outside of the tests", message)),
    ...failed.map(({ file, line, title, tests }) => {
      const said = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      return sayOf(`${file}:${line} › ${title}`, said.map(({ message }) => message).join("\n"));
    }),
  ];
}
