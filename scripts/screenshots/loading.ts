import type { Page } from "@playwright/test";
import { holdBack } from "@/scripts/testing/hold-back";
import { isRead, shootState } from "./shoot";

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });

/** Answers to a change of page are held back: what stands there meanwhile is what a slow reader sees. */
async function shootHeldBack(page: Page, name: string, go: () => Promise<void>): Promise<void> {
  const letCome = await holdBack(page);
  try {
    await go();
    await page.locator('main [aria-busy="true"]').waitFor();
    await shootState(page, `loading-${name}`);
  } finally {
    await letCome();
  }
  await isRead(page);
}

/** Each kind of page while it is read. */
export async function shootLoading(page: Page, appUrl: string, integration: string) {
  /** The browser fetches ahead what an open menu leads to. */
  const byMenu = async (name: string, button: string, item: string) => {
    await page.getByRole("button", { name: button, exact: true }).click();
    await shootHeldBack(page, name, () => page.getByRole("menuitem", { name: item }).click());
  };
  await page.goto(`${appUrl}/integrations`);
  await shootHeldBack(page, "customer", () => link(page, /Maple & Moss/).click());
  await shootHeldBack(page, "instances", () =>
    page.getByRole("link", { name: "Etsy", exact: true }).click(),
  );
  await shootHeldBack(page, "integration", () =>
    page.getByRole("link", { name: "My first shop", exact: true }).click(),
  );
  await shootHeldBack(page, "order", () =>
    page
      .getByRole("table", { name: /^Orders, / })
      .getByRole("link")
      .first()
      .click(),
  );
  await page.goto(integration);
  await shootHeldBack(page, "wizard", () => link(page, /^Reconfigure/).click());
  await page.goto(`${appUrl}/glossary`);
  await byMenu("customers", "More", "Self-Managed Integrations");
  await byMenu("billing", "More", "Billing");
  await byMenu("settings", "More", "Organisation settings");
  await byMenu("audit", "More", "Audit log");
  await byMenu("account", "Your account", "Your account");
}
