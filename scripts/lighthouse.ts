import { spawnSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { choiceOfPages, choosePages } from "./pages/choose-pages";
import type { PageToVisit } from "./pages/every-page";
import { isBeforeSignIn } from "./pages/every-page";
import type { Tour } from "./pages/open-tour";
import { openTour } from "./pages/open-tour";
import { browserArguments } from "./testing/browser";
import { temporaryFolder } from "./testing/temporary-folder";

/** Of 100. */
const goals = { performance: 98, accessibility: 100, "best-practices": 100 } as const;
type Category = keyof typeof goals;
const categories = Object.keys(goals) as Category[];

/** Not among the packages of this project: with what it needs it takes 186 MB. */
const lighthouse = "lighthouse@12.8.2";

const audit = z.object({
  title: z.string(),
  score: z.number().nullable(),
  displayValue: z.string().optional(),
});
const report = z.object({
  finalDisplayedUrl: z.string(),
  categories: z.record(
    z.string(),
    z.object({
      score: z.number().nullable(),
      auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
    }),
  ),
  audits: z.record(z.string(), audit),
});
type Report = z.infer<typeof report>;

const { values: given } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    ...choiceOfPages,
  },
});
const runs = Number(given.runs);
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Faults of its own tracing, in its own names; whatever else it ends with is the page's. */
const failedToTrace = /\((NO_NAVSTART|NO_TRACING_STARTED|PROTOCOL_TIMEOUT)\)/;

function look(tour: Tour, cookie: string, one: PageToVisit, file: string, again = 3): Report {
  const signedIn = isBeforeSignIn(one)
    ? []
    : [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`];
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      program,
      `${tour.stack.appUrl}${one.path}`,
      "--preset=desktop",
      `--only-categories=${categories.join(",")}`,
      "--output=json",
      `--output-path=${file}`,
      `--chrome-flags=${["--headless", ...browserArguments].join(" ")}`,
      "--quiet",
      ...signedIn,
    ],
    {
      encoding: "utf8",
      timeout: 120_000,
      env: { ...process.env, CHROME_PATH: tour.browserPath },
    },
  );
  if (status !== 0 && again > 0 && failedToTrace.test(stderr))
    return look(tour, cookie, one, file, again - 1);
  if (status !== 0) throw new Error(`Lighthouse ended with ${status} at ${one.path}: ${stderr}`);
  return report.parse(JSON.parse(readFileSync(file, "utf8")));
}

const scoreOf = (one: Report, category: Category): number =>
  Math.round((one.categories[category]?.score ?? 0) * 100);

/** What takes points away, in Lighthouse's own words. */
const faults = (one: Report): string[] =>
  categories.flatMap((category) =>
    scoreOf(one, category) >= goals[category]
      ? []
      : (one.categories[category]?.auditRefs ?? [])
          .filter(({ id, weight }) => weight > 0 && (one.audits[id]?.score ?? 1) < 0.9)
          .map(({ id }) => `${one.audits[id]?.title} ${one.audits[id]?.displayValue ?? ""}`),
  );

const isBelow = (one: Report) =>
  categories.some((category) => scoreOf(one, category) < goals[category]);

const there = spawnSync(
  "npx",
  ["--yes", `--package=${lighthouse}`, "-c", "command -v lighthouse"],
  {
    encoding: "utf8",
    timeout: 300_000,
  },
);
if (there.status !== 0) {
  say(`SKIPPED: ${lighthouse} could not be had from the npm registry: ${there.stderr.trim()}`);
  process.exit();
}
const program = realpathSync(there.stdout.trim());
const tour = await openTour();
const folder = temporaryFolder("lighthouse-");
let below = 0;
try {
  const cookies = await tour.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  // Lighthouse starts a browser of its own for each page.
  await tour.browser.close();
  const pages = choosePages(tour.pages, given);
  say("perf  a11y  best  performance of each look");
  for (const one of pages) {
    const looks = Array.from({ length: runs }, () =>
      look(tour, cookie, one, join(folder.path, "report.json")),
    ).toSorted((a, b) => scoreOf(a, "performance") - scoreOf(b, "performance"));
    const result = looks[Math.floor(runs / 2)];
    if (!result) throw new Error("--runs is a whole number from 1 on.");
    const { pathname } = new URL(result.finalDisplayedUrl);
    if (!isBeforeSignIn(one) && pathname === "/sign-in")
      throw new Error(`${one.path} led to the sign-in: the cookie was not taken.`);
    if (isBelow(result)) below++;
    const scores = categories.map((category) => `${scoreOf(result, category)}`.padStart(4));
    const spread = looks.map((one_) => scoreOf(one_, "performance")).join(" ");
    say(
      `${scores.join("  ")}  ${spread.padEnd(11)}  ${isBelow(result) ? "BELOW  " : ""}${one.path}`,
    );
    for (const fault of faults(result)) say(`                  ${fault}`);
  }
  say(
    `${below} of ${pages.length} pages are below performance ${goals.performance}, accessibility or best practices 100.`,
  );
} finally {
  await tour.close();
  folder.remove();
}
process.exitCode = below > 0 ? 1 : 0;
