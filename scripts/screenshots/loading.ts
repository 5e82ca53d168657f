import type { Locator, Page } from "@playwright/test";
import { holdBack, isFetchedAhead } from "@/scripts/testing/hold-back";
import { isRead, shootState } from "./shoot";

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });

/** Answers to a change of page are held back: what stands there meanwhile is what a slow reader sees. */
async function shootHeldBack(page: Page, name: string, link: Locator): Promise<void> {
  await isFetchedAhead(link);
  const letCome = await holdBack(page);
  try {
    await link.click();
    await page.locator('main [aria-busy="true"]').waitFor();
    await shootState(page, `loading-${name}`);
  } finally {
    await letCome();
  }
  await isRead(page);
}

/** Each kind of page while it is read. */
export async function shootLoading(page: Page, appUrl: string, integration: string) {
  const byMenu = async (name: string, button: string, item: string) => {
    await page.goto(`${appUrl}/glossary`);
    await page.getByRole("button", { name: button, exact: true }).click();
    await shootHeldBack(page, name, page.getByRole("menuitem", { name: item }));
  };
  await page.goto(`${appUrl}/integrations`);
  await shootHeldBack(page, "customer", link(page, /Maple & Moss/));
  await shootHeldBack(page, "instances", page.getByRole("link", { name: "Etsy", exact: true }));
  await shootHeldBack(
    page,
    "integration",
    page.getByRole("link", { name: "My first shop", exact: true }),
  );
  // A new document: the browser notes the first 250 answers of each only.
  await page.goto(integration);
  await shootHeldBack(
    page,
    "order",
    page
      .getByRole("table", { name: /^Orders, / })
      .getByRole("link")
      .first(),
  );
  await page.goto(integration);
  await shootHeldBack(page, "wizard", link(page, /^Reconfigure/));
  await byMenu("customers", "More", "Self-Managed Integrations");
  await byMenu("billing", "More", "Billing");
  await byMenu("settings", "More", "Organisation settings");
  await byMenu("audit", "More", "Audit log");
  await byMenu("account", "Your account", "Your account");
}
