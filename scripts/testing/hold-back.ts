import type { Page } from "@playwright/test";

/**
 * Holds back the answers to every change of page from now on, as a slow server would.
 *
 * @returns what lets them come, those that wait and those to come.
 */
export async function holdBack(page: Page): Promise<() => Promise<void>> {
  // What the browser fetched ahead is there by then.
  await page.waitForLoadState("networkidle");
  const waiting: (() => void)[] = [];
  await page.route(/_rsc=/, async (route) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue().catch(() => {});
  });
  return async () => {
    await page.unroute(/_rsc=/);
    for (const proceed of waiting) proceed();
  };
}
