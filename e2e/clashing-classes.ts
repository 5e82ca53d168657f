import type { Page } from "@playwright/test";
import { twMerge } from "tailwind-merge";

/** Elements with two classes for the same property, of which the order of the stylesheet picks one. */
export async function clashingClasses(page: Page, name: string): Promise<string[]> {
  const all = await page.evaluate(() =>
    [...document.querySelectorAll("[class]")].map((one) => one.getAttribute("class") ?? ""),
  );
  return [...new Set(all)]
    .filter((classes) => twMerge(classes) !== classes.trim().replace(/\s+/g, " "))
    .map((classes) => `${name}: the classes "${classes}" clash; one of them has to go.`);
}
