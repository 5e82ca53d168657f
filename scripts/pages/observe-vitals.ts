import type { BrowserContext, Page } from "@playwright/test";

export type Vitals = {
  /** Largest Contentful Paint in milliseconds after the navigation began. */
  lcp: number;
  /** Cumulative Layout Shift: the worst session window (web.dev/articles/cls). */
  cls: number;
  /** The slowest interaction in milliseconds, of which each is as long as its slowest event. */
  inp: number;
  /** What the slowest interaction was, such as "keydown on input". */
  slowest: string;
  /** What moved most, such as "td"; empty where nothing did. */
  moved: string;
  interactions: number;
};

type Seen = {
  lcp: number;
  shifts: { at: number; value: number; what: string }[];
  events: Record<number, { ms: number; what: string }>;
};

/**
 * Runs in every page before its own scripts. No function in it has a name: the loader of these
 * scripts would wrap it in a helper that no page knows.
 */
function observe(): void {
  const seen: Seen = { lcp: 0, shifts: [], events: {} };
  Object.assign(window, { __vitals: seen });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.lcp = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources?: { node?: Node | null }[];
      };
      const node = shift.sources?.[0]?.node;
      const element = node instanceof Element ? node : node?.parentElement;
      const what = `${element?.tagName.toLowerCase() ?? "?"} "${element?.textContent?.slice(0, 30) ?? ""}"`;
      if (!shift.hadRecentInput)
        seen.shifts.push({ at: shift.startTime, value: shift.value, what });
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const event = entry as PerformanceEventTiming;
      const before = seen.events[event.interactionId];
      if (!event.interactionId || (before && event.duration <= before.ms)) continue;
      const on = event.target instanceof Element ? event.target.tagName.toLowerCase() : "the page";
      seen.events[event.interactionId] = { ms: event.duration, what: `${event.name} on ${on}` };
    }
  }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}

export async function observeVitals(context: BrowserContext): Promise<void> {
  await context.addInitScript(observe);
}

/** Shifts belong to one window while less than 1 s lies between them and it lasts less than 5 s. */
export function worstWindow(shifts: readonly { at: number; value: number }[]): number {
  let worst = 0;
  let sum = 0;
  let began = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, value } of shifts) {
    const goesOn = at - last < 1000 && at - began < 5000;
    sum = goesOn ? sum + value : value;
    if (!goesOn) began = at;
    last = at;
    worst = Math.max(worst, sum);
  }
  return worst;
}

/** What was observed since the page was opened. */
export async function readVitals(page: Page): Promise<Vitals> {
  // The last events are told with the next frame that is drawn.
  const seen = await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await new Promise((resume) => setTimeout(resume, 100));
    return (window as unknown as { __vitals: Seen }).__vitals;
  });
  if (seen.lcp === 0) throw new Error("The browser told of no paint: nothing was measured.");
  const events = Object.values(seen.events).sort((one, other) => other.ms - one.ms);
  return {
    lcp: seen.lcp,
    cls: worstWindow(seen.shifts),
    inp: events[0]?.ms ?? 0,
    slowest: events[0]?.what ?? "",
    moved: seen.shifts.toSorted((one, other) => other.value - one.value)[0]?.what ?? "",
    interactions: events.length,
  };
}
