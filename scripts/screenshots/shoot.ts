import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { fromRoot } from "@/scripts/launcher/paths";
import { inFewColours } from "./few-colours";

export const folder = fromRoot("docs", "screenshots");

type Look = { colorScheme: "light" | "dark"; width: 1280 | 375 };

const everyLook: Look[] = (["light", "dark"] as const).flatMap((colorScheme) =>
  ([1280, 375] as const).map((width) => ({ colorScheme, width })),
);
/** A state differs from its page in little: one look on each kind of screen shows it. */
const twoLooks: Look[] = [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 375 },
];

async function shootAs(page: Page, name: string, { colorScheme, width }: Look, fullPage: boolean) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: width === 375 ? 812 : 900 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) throw new Error(`${name} scrolls sideways at ${width}.`);
  const picture = await page.screenshot({ animations: "disabled", fullPage });
  writeFileSync(`${folder}/${name}-${colorScheme}-${width}.png`, inFewColours(picture));
}

async function inLooks(page: Page, name: string, looks: readonly Look[], fullPage: boolean) {
  await page.bringToFront();
  // A notice would lie over what the picture is of. They may go by themselves, so all are closed at once.
  await page
    .locator('[data-slot="toast"] button')
    .evaluateAll((all) => all.forEach((one) => void (one as HTMLElement).click()));
  await page.locator('[data-slot="toast"]').first().waitFor({ state: "detached" });
  for (const look of looks) await shootAs(page, name, look, fullPage);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Waits until nothing on the page is being read any more. */
export async function isRead(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  const places = page.locator('main [aria-busy="true"]');
  await places.first().waitFor({ state: "detached" });
}

/** A page as it is, whole, in both colours and at both widths. */
export async function shootPage(page: Page, name: string): Promise<void> {
  await isRead(page);
  await inLooks(page, name, everyLook, true);
}

/** What the first look at a page takes in while it is in some state. */
export const shootState = (page: Page, name: string): Promise<void> =>
  inLooks(page, `state-${name}`, twoLooks, false);
