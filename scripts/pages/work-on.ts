import type { Locator, Page } from "@playwright/test";

const some = async (all: Locator, most: number): Promise<Locator[]> => {
  const found: Locator[] = [];
  for (const one of await all.all())
    if (found.length < most && (await one.isVisible()) && (await one.isEnabled())) found.push(one);
  return found;
};

/** A person at the top bar: both menus, and the search with three letters. */
async function workTheShell(page: Page): Promise<void> {
  for (const name of ["More", "Your account"]) {
    const button = page.getByRole("button", { name, exact: true });
    if (!(await button.isVisible())) return;
    await button.click();
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "Search for Anything" }).click();
  const search = page.getByRole("combobox", { name: "Search for Anything" });
  await search.waitFor();
  await search.pressSequentially("map", { delay: 60 });
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await search.waitFor({ state: "hidden" });
}

/**
 * What a person does on a page before anything is saved: opens its menus, types into its fields,
 * goes through its choices, sets and clears its boxes.
 */
export async function workOn(page: Page): Promise<void> {
  await workTheShell(page);
  const own = page.locator("main, body:not(:has(main))");
  for (const field of await some(own.locator("input[type=text], input:not([type])"), 2)) {
    if (await field.evaluate((one: HTMLInputElement) => one.readOnly)) continue;
    const before = await field.inputValue();
    await field.click();
    await page.keyboard.press("End");
    await field.pressSequentially("12", { delay: 60 });
    for (let letter = 0; letter < 2; letter++) await page.keyboard.press("Backspace");
    if ((await field.inputValue()) !== before) await field.fill(before);
  }
  for (const box of await some(own.locator("input[type=checkbox]:not([role=switch])"), 2)) {
    await box.click();
    await box.click();
  }
  for (const part of await some(own.locator("summary"), 2)) await part.click();
  for (const choice of await some(own.getByRole("button", { name: /^More actions/ }), 1)) {
    await choice.click();
    await page.keyboard.press("Escape");
  }
  for (const choice of await some(own.locator("select"), 1)) {
    await choice.focus();
    await page.keyboard.press("ArrowDown");
  }
}
