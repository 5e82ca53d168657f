import type { Browser, BrowserContext } from "@playwright/test";
import { chromium } from "@playwright/test";
import { fromRoot } from "@/scripts/launcher/paths";
import { createProgress } from "@/scripts/launcher/progress";
import { browserArguments, findBrowser } from "@/scripts/testing/browser";
import { closeWeeksBefore } from "@/scripts/testing/close-weeks-before";
import { control } from "@/scripts/testing/control";
import { readFirstLoads } from "@/scripts/testing/first-load";
import { connectShop, dispatchOrder } from "@/scripts/testing/newcomer-steps";
import type { TestStack } from "@/scripts/testing/stack";
import { startStack } from "@/scripts/testing/stack";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import type { PageToVisit } from "./every-page";
import { everyPage } from "./every-page";

export type Tour = {
  stack: TestStack;
  browser: Browser;
  browserPath: string;
  /** Signed in as the demo admin. */
  context: BrowserContext;
  pages: PageToVisit[];
  close(): Promise<void>;
};

const receipts = "/shops/61000001/receipts";

/**
 * The whole stack with demo data, an active shop with created, held and completed orders and closed
 * weeks, a browser that is signed in, and a page for every route of the build.
 */
export async function openTour(): Promise<Tour> {
  const folder = temporaryFolder("tour-");
  const stack = await startStack({
    dataDir: folder.path,
    progress: createProgress({ write: (text) => process.stderr.write(text) }),
  });
  const found = await findBrowser();
  const browser = await chromium.launch({
    executablePath: found.path,
    args: browserArguments,
    // As people have them: what makes a page longer than the window must not move it sideways.
    ignoreDefaultArgs: ["--hide-scrollbars"],
  });
  const close = async () => {
    await browser.close();
    await stack.stop();
    folder.remove();
  };
  try {
    const context = await browser.newContext({ baseURL: stack.appUrl });
    const page = await context.newPage();
    await connectShop(page, stack.appUrl);
    const integration = new URL(page.url()).pathname;
    // The few that are held come first: the rest is made at CartonCloud's pace.
    await control(stack.etsyUrl, "POST", receipts, { count: 3, lines: [{ listingId: 81000007 }] });
    await page.getByRole("button", { name: "Pull now" }).click();
    await page.getByText("SKU CNDL-FIG: 3 orders wait").waitFor({ timeout: 120_000 });
    const made = await control(stack.etsyUrl, "POST", receipts, { count: 20 });
    const [first] = made.receipt_ids as number[];
    const row = page.getByRole("row", { name: new RegExp(String(first)) });
    await page.goto(`${integration}?receipt=${first}`);
    await row.getByText("At the warehouse").waitFor({ timeout: 120_000 });
    await dispatchOrder(browser, stack.cartonCloudUrl, String(first));
    await row.getByText("Completed").waitFor({ timeout: 150_000 });
    const order = (await row.getByRole("link").first().getAttribute("href")) ?? "";
    const customer = page.getByRole("link", { name: /Maple & Moss/ }).first();
    const last = (path: string | null) => path?.split("/").at(-1) ?? "";
    const subjects = {
      customerId: last(await customer.getAttribute("href")),
      integrationId: last(integration),
      orderLinkId: last(order),
      monday: await closeWeeksBefore(stack.databaseUrl),
    };
    await page.close();
    const routes = readFirstLoads(fromRoot(".next")).routes.map(({ route }) => route);
    const pages = everyPage(routes, subjects);
    return { stack, browser, browserPath: found.path, context, pages, close };
  } catch (problem) {
    await close();
    throw problem;
  }
}
