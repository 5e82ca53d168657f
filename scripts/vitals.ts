import { parseArgs } from "node:util";
import { choiceOfPages, choosePages } from "./pages/choose-pages";
import type { PageToVisit } from "./pages/every-page";
import { isBeforeSignIn } from "./pages/every-page";
import type { Vitals } from "./pages/observe-vitals";
import { observeVitals, readVitals } from "./pages/observe-vitals";
import type { Tour } from "./pages/open-tour";
import { openTour } from "./pages/open-tour";
import { workOn } from "./pages/work-on";

/** Milliseconds; the layout shift has no unit. At a processor that is four times as slow. */
const goals = { lcp: 1500, inp: 100, cls: 0.02 };
const slowness = 4;

const { values: given } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    ...choiceOfPages,
  },
});
const runs = Number(given.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs is a whole number from 1 on.");

type Measured = Vitals & {
  /** Bytes of scripts that the browser had fetched when it came to rest, as they were sent. */
  scripts: number;
};

async function measure(tour: Tour, one: PageToVisit): Promise<Measured> {
  const stranger = isBeforeSignIn(one)
    ? await tour.browser.newContext({ baseURL: tour.stack.appUrl })
    : null;
  if (stranger) await observeVitals(stranger);
  const page = await (stranger ?? tour.context).newPage();
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowness });
    await page.goto(one.path, { waitUntil: "networkidle" });
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => /\.js(\?|$)/.test(name))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    );
    await workOn(page);
    return { ...(await readVitals(page)), scripts };
  } finally {
    await (stranger ?? page).close();
  }
}

const middle = (values: number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const tour = await openTour();
let missed = 0;
try {
  await observeVitals(tour.context);
  say("  LCP ms  INP ms     CLS  JS kB");
  const empty = { route: "/_not-found", path: "/nowhere" };
  const pages = [empty, ...choosePages(tour.pages, given)];
  for (const one of pages) {
    const all: Measured[] = [];
    for (let run = 0; run < runs; run++) all.push(await measure(tour, one));
    const [lcp, inp, cls] = (["lcp", "inp", "cls"] as const).map((name) =>
      middle(all.map((vitals) => vitals[name])),
    ) as [number, number, number];
    const isMissed = !(lcp <= goals.lcp && inp <= goals.inp && cls <= goals.cls);
    if (isMissed) missed++;
    const slowest = all.toSorted((a, b) => b.inp - a.inp)[0];
    const numbers = [lcp.toFixed(0), inp.toFixed(0), cls.toFixed(3)].map((text) =>
      text.padStart(8),
    );
    const kB = ((all[0]?.scripts ?? 0) / 1000).toFixed(0).padStart(7);
    say(`${numbers.join("")}${kB}  ${isMissed ? "MISSED  " : ""}${one.path}`);
    if (inp > goals.inp)
      say(
        `${" ".repeat(33)}slowest of ${slowest?.interactions}: ${slowest?.slowest} ${slowest?.inp} ms`,
      );
    if (cls > goals.cls) say(`${" ".repeat(33)}moved: ${all.find(({ moved }) => moved)?.moved}`);
  }
  say(
    `${missed} of ${pages.length} pages miss LCP ${goals.lcp} ms, INP ${goals.inp} ms or CLS ${goals.cls} at ${slowness} × slower.`,
  );
} finally {
  await tour.close();
}
process.exitCode = missed > 0 ? 1 : 0;
