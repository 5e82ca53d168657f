import type { BrowserContext, Locator, Page } from "@playwright/test";
import { deleteIntegration, expect, heading, logins, signIn, startDraft, test } from "./fixtures";

const customer = "Maple & Moss Pty Ltd";
const steps = ["Initial Configuration", "Authentication", "Order Creation", "Fulfilment"];
const addressOf = (step: string) => step.toLowerCase().replaceAll(" ", "-");

/** Counts what a person presses with the pointer, in every tab of the browser. */
async function countPresses(context: BrowserContext) {
  let count = 0;
  await context.exposeFunction("pressed", () => {
    count += 1;
  });
  await context.addInitScript(() => {
    const told = window as unknown as { pressed(): void };
    addEventListener("pointerdown", ({ isTrusted }) => isTrusted && told.pressed(), true);
  });
  return () => count;
}

/** Presses Tab until the control has the focus, and sees that the focus shows. */
async function tabTo(page: Page, control: Locator) {
  await expect(control).toBeVisible();
  for (let turn = 0; turn < 90; turn++) {
    await page.keyboard.press("Tab");
    if (!(await control.evaluate((element) => element === document.activeElement))) continue;
    const outline = await control.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
    });
    expect(outline, `the focus shows on ${control}`).toBeGreaterThanOrEqual(1);
    return;
  }
  throw new Error(`No Tab leads to ${control}.`);
}

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

test("A shop is connected with twelve presses at most, consent and all, at the price that Billing shows", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const presses = await countPresses(context);
  await signIn(page, logins.admin);
  const list = await context.newPage();
  await list.goto("/integrations");
  const listed = link(list, new RegExp(customer));
  await expect(listed).toContainText("No active integrations");
  await expect(listed.locator('[data-slot="live-dot"]')).toHaveCount(0);
  await page.bringToFront();

  const before = presses();
  await link(page, new RegExp(customer)).click();
  const empty = page.locator('[data-slot="empty-state"]');
  await page.getByRole("link", { name: "Etsy", exact: true }).click();
  await expect(empty.getByText(`${customer} has no Etsy shop yet`)).toBeVisible();
  await empty.getByRole("link", { name: /^Configure/ }).click();
  await page.getByLabel("Name").fill("Counted shop");
  await button(page, "Next").click();
  const opened = page.waitForEvent("popup");
  await button(page, "Connect").click();
  const etsy = await opened;
  await etsy.getByRole("button", { name: "Allow" }).click();
  await expect(heading(etsy, "You can close this tab")).toBeVisible();
  await etsy.close();
  await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
  for (const fact of ["Shop number", "Connected", "Granted in Etsy", "Ends"])
    await expect(page.getByText(fact, { exact: true })).toBeVisible();
  await expect(page.getByText("by Alex Admin")).toBeVisible();
  await expect(page.getByText("transactions_w")).toBeVisible();
  await button(page, "Next").click();
  await page.getByLabel("Otherwise").selectOption({ label: "Melbourne" });
  await button(page, "Next").click();
  await expect(page.getByText("Etsy e-mails the buyer.", { exact: false }).first()).toBeVisible();
  await expect(page.getByText("a copy to the seller")).toBeVisible();
  const told = await page.getByText(/it costs .+ per week/).textContent();
  const price = /it costs (\S+) per week/.exec(told ?? "")?.[1] ?? "";
  expect(price).toMatch(/\d\.\d\d$/);
  await button(page, "Finish").click();
  await expect(button(page, "Pull now")).toBeVisible();
  // Choosing a warehouse and closing Etsy's tab are presses too, which the browser does not tell.
  expect(presses() - before + 2).toBeLessThanOrEqual(12);
  expect(presses() - before).toBeGreaterThanOrEqual(8);

  await expect(listed).toContainText("1 active integration", { timeout: 20_000 });
  await expect(listed.locator('[data-slot="live-dot"]')).toHaveCount(1);
  const guide = page.locator("section").filter({ has: page.getByText("First steps") });
  await expect(guide).toContainText("2 of 4 done");
  await expect(button(page, "Pull now")).toBeVisible();

  const shop = new URL(page.url()).pathname;
  const billing = await context.newPage();
  await billing.goto("/billing");
  const row = billing.getByRole("row").filter({ hasText: "Counted shop" });
  await expect(row).toContainText(price);
  await billing.close();

  await page.goto(shop);
  const menu = button(page, "More actions for Counted shop");
  for (const leave of ["Escape", "Cancel"]) {
    await menu.click();
    await page.getByRole("menuitem", { name: "Delete Integration" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete Integration" });
    await expect(
      dialog.getByText("the running week is the last one that is charged"),
    ).toContainText(`costs ${price} in full`);
    if (leave === "Escape") await page.keyboard.press("Escape");
    else await dialog.getByRole("button", { name: leave }).click();
    await expect(dialog).toBeHidden();
    await expect(menu).toBeFocused();
  }
  await deleteIntegration(page, "Counted shop");
  await expect(listed).toContainText("No active integrations", { timeout: 20_000 });
  await expect(listed.locator('[data-slot="live-dot"]')).toHaveCount(0);

  const stranger = await browser.newContext(baseURL ? { baseURL } : {});
  const other = await stranger.newPage();
  await signIn(other, logins.customerUser);
  await other.goto("/settings");
  await expect(heading(other, "Not found")).toBeVisible();
  await other.getByRole("link", { name: "Go to your integrations" }).click();
  await expect(heading(other, "Etsy").or(heading(other, customer))).toBeVisible();
  await stranger.close();
});

test("The whole wizard is walked by keys alone, and the focus shows at each", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, logins.admin);
  await expect(link(page, new RegExp(customer))).toBeVisible();
  const help = page.getByRole("dialog", { name: "Keys" });
  // Keys are heard once the page's script runs.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(help).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.reload();
  await page.keyboard.press("Tab");
  await expect(link(page, "Skip to content")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  const press = async (control: Locator) => {
    await tabTo(page, control);
    await page.keyboard.press("Enter");
  };
  await press(link(page, new RegExp(customer)));
  await press(page.getByRole("link", { name: "Etsy", exact: true }));
  await press(link(page, /^Configure/));
  await tabTo(page, page.getByLabel("Name"));
  await page.keyboard.type("By keys");
  await page.keyboard.press("?");
  await expect(page.getByLabel("Name")).toHaveValue("By keys?");
  await expect(help).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(heading(page, "Authentication")).toBeVisible();
  const opened = page.waitForEvent("popup");
  await press(button(page, "Connect"));
  const etsy = await opened;
  await tabTo(etsy, etsy.getByRole("button", { name: "Allow" }));
  await etsy.keyboard.press("Enter");
  await etsy.waitForURL(/\/connected/);
  await etsy.close();
  await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
  await press(button(page, "Next"));
  await expect(heading(page, "Order Creation")).toBeVisible();
  await press(button(page, "Next"));
  const otherwise = page.getByLabel("Otherwise");
  // What is wrong is where the focus goes, and says so to those who hear the page.
  await expect(otherwise).toBeFocused();
  await expect(otherwise).toHaveAttribute("aria-invalid", "true");
  const described = (await otherwise.getAttribute("aria-describedby")) ?? "";
  const ids = described.split(" ");
  const sentences = await page.evaluate(
    (all) => all.map((id) => document.getElementById(id)?.textContent ?? ""),
    ids,
  );
  expect(sentences[0]).toMatch(/\w+ .+\.$/);
  await page.keyboard.type("Melb");
  await expect(otherwise.locator("option:checked")).toHaveText("Melbourne");
  await press(button(page, "Next"));
  await expect(heading(page, "Fulfilment")).toBeVisible();
  await press(button(page, "Finish"));
  await expect(button(page, "Pull now")).toBeVisible();

  await press(button(page, "More actions for By keys?"));
  const last = page.getByRole("menuitem", { name: "Delete Integration" });
  // The menu takes the focus once it is open.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(last).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Delete Integration" });
  await tabTo(page, dialog.getByRole("textbox"));
  await page.keyboard.type("By keys?");
  await press(dialog.getByRole("button", { name: "Delete Integration" }));
  await expect(page.getByText(`${customer} has no Etsy shop yet`)).toBeVisible();
});

test("A draft outlives reloads, Back and Forward, a shut tab of Etsy, and goes on in another browser", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  await signIn(page, logins.admin);
  await startDraft(page, "Long draft", customer);
  const draft = new URL(page.url()).pathname.replace(/\/[^/]+$/, "");
  for (const step of ["order-creation", "fulfilment"]) {
    await page.goto(`${draft}/${step}`);
    await expect(page).toHaveURL(/\/authentication$/);
  }
  await page.goto(`${draft}/nowhere`);
  await expect(heading(page, "Not found")).toBeVisible();

  await page.goto(`${draft}/authentication`);
  await page.evaluate(() => {
    window.open = () => null;
  });
  await button(page, "Connect").click();
  await expect(page.getByText("Your browser did not open the new tab")).toBeVisible();
  const opened = page.waitForEvent("popup");
  await link(page, "Open Etsy in a new tab").click();
  await (await opened).close();
  await link(page, "go to Etsy in this tab").click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(heading(page, "You can close this tab")).toBeVisible();
  await link(page, "Go on in this tab").click();
  await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
  await button(page, "Next").click();
  await page.getByLabel("Otherwise").selectOption({ label: "Melbourne" });
  await button(page, "Next").click();
  await expect(heading(page, "Fulfilment")).toBeVisible();

  const elsewhere = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await signIn(elsewhere, logins.customerUser);
  await elsewhere.goto(new URL(page.url()).pathname);
  await expect(heading(elsewhere, "Fulfilment")).toBeVisible();
  await link(elsewhere, /Order Creation/).click();
  await expect(elsewhere.getByLabel("Otherwise").locator("option:checked")).toHaveText("Melbourne");

  for (let turn = 0; turn < 10; turn++) {
    await page.goBack();
    await expect(heading(page, "Order Creation")).toBeVisible();
    await page.goForward();
    await expect(heading(page, "Fulfilment")).toBeVisible();
  }
  page.on("dialog", (dialog) => void dialog.accept());
  const typed: [step: string, label: string, text: string][] = [
    ["Initial Configuration", "Name", "Long draft, typed"],
    ["Fulfilment", "Note to buyer", "Thank you, typed"],
  ];
  for (const step of steps) {
    await page.goto(`${draft}/${addressOf(step)}`);
    await expect(heading(page, step)).toBeVisible();
    const field = typed.find(([of]) => of === step);
    if (field) await page.getByLabel(field[1]).fill(field[2]);
    await page.reload();
    await expect(heading(page, step)).toBeVisible();
    if (field) await expect(page.getByLabel(field[1])).toHaveValue(field[2]);
    if (step === "Authentication")
      await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
    if (step === "Order Creation")
      await expect(page.getByLabel("Otherwise").locator("option:checked")).toHaveText("Melbourne");
  }
  await page.goto("/integrations");
  await link(page, new RegExp(customer)).click();
  await page.getByRole("link", { name: "Etsy", exact: true }).click();
  await expect(page.getByText("Draft - step 4 of 4")).toBeVisible();
  await deleteIntegration(page, "Long draft");
});
