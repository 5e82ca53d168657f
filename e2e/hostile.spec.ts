import {
  deleteIntegration,
  expect,
  finish,
  logins,
  openMapleShop,
  signIn,
  startDraft,
  test,
} from "./fixtures";

const html = '<img src=x onerror="document.title=1">';

test("H20 A refusal of Etsy that carries HTML is told in our own words, and goes nowhere", async ({
  page,
}) => {
  await signIn(page, logins.admin);
  await startDraft(page, "Refused shop", "Maple & Moss Pty Ltd");
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Connect" }).click();
  const etsy = await opened;
  await etsy.waitForURL(/oauth\/connect/);
  const state = new URL(etsy.url()).searchParams.get("state") ?? "";
  const back = new URLSearchParams({ state, error: "access_denied", error_description: html });
  await etsy.goto(`/api/etsy/callback?${back}`);
  await expect(etsy).toHaveURL(/\/connected\?outcome=denied/);
  expect(etsy.url()).not.toContain("description");
  expect(await etsy.content()).not.toContain("onerror");
  await etsy.close();
  await page.goto("/integrations");
  await page.getByRole("link", { name: /Maple & Moss Pty Ltd/ }).click();
  await page.getByRole("link", { name: "Etsy", exact: true }).click();
  await deleteIntegration(page, "Refused shop");
});

test("H56 HTML in a buyer's name, in a title and in an SKU is shown as text", async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  await openMapleShop(page, "Marked up");
  await finish(page);
  const placed = await sandbox.etsy("POST", "/shops/61000001/receipts", {
    name: `Bo ${html}`,
    lines: [{ sku: "<b>SKU</b>", title: `Vase ${html}` }],
  });
  const receiptId = String((placed.receipt_ids as number[])[0]);
  await page.getByRole("button", { name: "Pull now" }).click();
  const row = page.getByRole("row", { name: new RegExp(receiptId) });
  await expect(row.getByText("Waiting for you")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("SKU <b>SKU</b>", { exact: false }).first()).toBeVisible();
  await row.getByRole("link", { name: receiptId }).click();
  await expect(page.getByText(`Bo ${html}`).first()).toBeVisible();
  await expect(page.getByText(`Vase ${html}`).first()).toBeVisible();
  expect(await page.locator("img[src=x]").count()).toBe(0);
  expect(await page.title()).not.toBe("1");
  await page.getByRole("link", { name: "Marked up" }).click();
  await deleteIntegration(page, "Marked up");
});

test("H60 Paths that climb, methods that nobody has, and source maps open nothing", async ({
  page,
  request,
  baseURL,
}) => {
  for (const path of [
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/_next/static/..%2f..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/.env",
    "/.env",
    "/.git/config",
    "//evil.test/",
  ]) {
    const answer = await request.get(`${baseURL}${path}`, { maxRedirects: 0 });
    expect(answer.status(), path).not.toBe(200);
    const to = new URL(answer.headers().location ?? "/", baseURL);
    expect(to.origin, path).toBe(new URL(baseURL ?? "").origin);
    expect(await answer.text(), path).not.toMatch(/root:|"dependencies"|AUTH_SECRET|\[core\]/);
  }
  for (const method of ["PUT", "DELETE", "PATCH"])
    expect((await request.fetch("/api/health", { method })).status(), method).toBe(405);
  await page.goto("/sign-in");
  const scripts = await page.evaluate(() =>
    [...document.querySelectorAll("script[src]")].map((one) => one.getAttribute("src") ?? ""),
  );
  expect(scripts.length).toBeGreaterThan(3);
  for (const src of scripts)
    expect((await request.get(`${src.split("?")[0]}.map`)).status(), src).toBe(404);
});
