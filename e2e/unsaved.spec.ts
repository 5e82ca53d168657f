import type { Page } from "@playwright/test";
import { deleteIntegration, expect, finish, heading, openMapleShop, test } from "./fixtures";

/** Agrees to whatever the browser asks, and counts how often it asked. */
function countQuestions(page: Page) {
  let asked = 0;
  page.on("dialog", async (dialog) => {
    asked += 1;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.accept();
  });
  return () => asked;
}

test("What is changed in Reconfigure and not saved outlives a change of page, and is asked about before it is lost", async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  await openMapleShop(page, "Guarded shop");
  await finish(page);
  const shop = new URL(page.url()).pathname;
  await page.getByRole("link", { name: /^Reconfigure/ }).click();
  await page.getByLabel("Name").fill("Another name");
  await expect(page.getByText("Not saved yet.")).toBeVisible();
  await page.getByRole("link", { name: /Authentication/ }).click();
  await expect(heading(page, "Authentication")).toBeVisible();
  await page.getByRole("link", { name: /Initial Configuration/ }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Another name");
  await expect(page.getByText("Not saved yet.")).toBeVisible();
  const asked = countQuestions(page);
  await page.close({ runBeforeUnload: true });
  await expect.poll(asked).toBe(1);

  const next = await context.newPage();
  await next.goto(`${shop}/configure/initial-configuration`);
  const name = next.getByLabel("Name");
  await expect(name).toHaveValue("Guarded shop");
  await name.fill("Another name");
  await next.getByRole("button", { name: "Discard changes" }).click();
  await expect(name).toHaveValue("Guarded shop");
  await expect(next.getByText("Not saved yet.")).toBeHidden();
  const askedAgain = countQuestions(next);
  await next.goto(shop);
  expect(askedAgain()).toBe(0);
  await deleteIntegration(next, "Guarded shop");
});
