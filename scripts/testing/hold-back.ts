import type { Locator, Page } from "@playwright/test";

/**
 * Holds back the answers to every change of page from now on, as a slow server would; what the
 * browser fetches ahead comes.
 *
 * @returns what lets them come, those that wait and those to come.
 */
export async function holdBack(page: Page): Promise<() => Promise<void>> {
  const waiting: (() => void)[] = [];
  await page.route(/_rsc=/, async (route) => {
    const isAhead = "next-router-prefetch" in route.request().headers();
    if (!isAhead) await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue().catch(() => {});
  });
  return async () => {
    await page.unroute(/_rsc=/);
    for (const proceed of waiting) proceed();
  };
}

/**
 * Waits until the browser has fetched ahead what a link leads to: which parts its page has, and the one
 * that stands there while it is read. The first it may know from a link to another page of that kind.
 */
export async function isFetchedAhead(link: Locator): Promise<void> {
  // Only links that are seen are followed ahead.
  await link.scrollIntoViewIfNeeded();
  const path = await link.evaluate((element: HTMLAnchorElement) => element.pathname);
  await link.page().waitForFunction((pathname) => {
    const fetched = performance.getEntriesByType("resource").filter(({ name }) => {
      const url = new URL(name);
      return url.pathname === pathname && url.searchParams.has("_rsc");
    }) as PerformanceResourceTiming[];
    const last = fetched.at(-1);
    return fetched.length >= 2 || (last && performance.now() - last.responseEnd > 1500);
  }, path);
}
