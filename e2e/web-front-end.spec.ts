import { readdirSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { fromRoot } from "@/scripts/launcher/paths";
import { startHttpsConsole } from "@/scripts/testing/https-console";
import type { Vouched } from "@/scripts/testing/identity-provider";
import { oidcClient, startIdentityProvider } from "@/scripts/testing/identity-provider";
import { stackAddresses } from "@/scripts/testing/stack-addresses";
import { deleteIntegration, expect, finish, logins, openMapleShop, signIn, test } from "./fixtures";
import { headerFaults, nonceOf, plantScript, watchPolicy } from "./web-front-end";

/** Pages that need no sign-in, by their file. */
const doors: Record<string, string> = {
  "app/confirm-email/page.tsx": "/confirm-email#nothing",
  "app/connected/page.tsx": "/connected?outcome=denied",
  "app/forgot-password/page.tsx": "/forgot-password",
  "app/join/page.tsx": "/join#nothing",
  "app/page.tsx": "/",
  "app/reset-password/page.tsx": "/reset-password#nothing",
  "app/sign-in/page.tsx": "/sign-in",
  "app/unsubscribe/page.tsx": "/unsubscribe?token=nothing",
};

/** Pages of the console, by their file. */
const consolePages = (of: { customer: string; integration: string; order: string }) => ({
  "app/(console)/account/page.tsx": ["/account"],
  "app/(console)/audit/page.tsx": ["/audit", "/audit?action=nothing"],
  "app/(console)/billing/[monday]/page.tsx": ["/billing/2026-01-05"],
  "app/(console)/billing/[monday]/reconcile/page.tsx": ["/billing/2026-01-05/reconcile"],
  "app/(console)/billing/months/[month]/page.tsx": ["/billing/months/2026-01"],
  "app/(console)/billing/page.tsx": ["/billing"],
  "app/(console)/glossary/page.tsx": ["/glossary"],
  "app/(console)/integrations/[integrationId]/configure/[step]/page.tsx": [
    "initial-configuration",
    "authentication",
    "order-creation",
    "fulfilment",
  ].map((step) => `${of.integration}/configure/${step}`),
  "app/(console)/integrations/[integrationId]/configure/page.tsx": [`${of.integration}/configure`],
  "app/(console)/integrations/[integrationId]/orders/[orderLinkId]/page.tsx": [of.order],
  "app/(console)/integrations/[integrationId]/page.tsx": [of.integration],
  "app/(console)/integrations/customers/[customerId]/[app]/new/page.tsx": [
    `${of.customer}/etsy/new`,
  ],
  "app/(console)/integrations/customers/[customerId]/[app]/page.tsx": [`${of.customer}/etsy`],
  "app/(console)/integrations/customers/[customerId]/page.tsx": [of.customer],
  "app/(console)/integrations/page.tsx": ["/integrations", "/nowhere"],
  "app/(console)/settings/page.tsx": ["/settings"],
  "app/(console)/settings/prices/page.tsx": ["/settings/prices"],
});

/** Every cookie, as the browser keeps it: no script reads it, and no other site sends it with a change. */
async function cookieFaults(context: BrowserContext, page: Page, https: boolean) {
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  const wrong = cookies
    .filter(
      ({ httpOnly, sameSite, secure, path, domain }) =>
        !httpOnly ||
        sameSite !== "Lax" ||
        secure !== https ||
        path !== "/" ||
        domain !== "localhost",
    )
    .map((cookie) => JSON.stringify({ ...cookie, value: "" }));
  const hosts = cookies.filter(({ name }) => https && !/^__(Host|Secure)-/.test(name));
  const readable = await page.evaluate(() => document.cookie);
  return [...wrong, ...hosts.map(({ name }) => `${name} has no prefix`), readable].filter(Boolean);
}

async function walk(page: Page, paths: readonly string[], https = false): Promise<string[]> {
  const faults: string[] = [];
  const nonces = new Set<string>();
  for (const path of paths) {
    const answer = await page.goto(path);
    await page.waitForLoadState("networkidle");
    faults.push(...(await headerFaults(answer, https)));
    nonces.add(nonceOf(answer));
  }
  if (nonces.size !== paths.length) faults.push("A nonce was used twice.");
  return faults;
}

test("H111 No page breaks its own policy, signed out or in, and each has all its headers", async ({
  page,
  context,
  sandbox,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const refused = await watchPolicy(context);
  const files = new Map<string, string>();
  const elsewhere: string[] = [];
  page.on("response", (answer) => {
    const { origin, pathname } = new URL(answer.url());
    if (origin !== baseURL) elsewhere.push(answer.url());
    if (!/^\/(_next\/static\/|icon\.svg)/.test(pathname)) return;
    const headers = answer.headers();
    const names = [
      "content-security-policy",
      "strict-transport-security",
      "x-content-type-options",
    ];
    const missing = names.filter((name) => !headers[name]);
    files.set(pathname, missing.join());
  });
  expect(await walk(page, Object.values(doors))).toEqual([]);
  expect(files.size).toBeGreaterThan(5);
  expect([...files].filter(([, missing]) => missing)).toEqual([]);
  expect(elsewhere).toEqual([]);

  await openMapleShop(page, "Policed");
  await finish(page);
  const integration = new URL(page.url()).pathname;
  await sandbox.etsy("POST", "/shops/61000001/receipts", { count: 1 });
  await page.getByRole("button", { name: "Pull now" }).click();
  const link = page.getByRole("row").getByRole("link").first();
  await expect(link).toBeVisible({ timeout: 60_000 });
  const order = (await link.getAttribute("href")) ?? "";
  const owner = page.getByRole("link", { name: /Maple & Moss/ }).first();
  const customer = ((await owner.getAttribute("href")) ?? "").replace(/\/etsy$/, "");
  const pages = consolePages({ customer, integration, order });

  const pageFiles = readdirSync(fromRoot("app"), { recursive: true })
    .map((file) => `app/${String(file).replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith("/page.tsx"));
  expect(pageFiles.sort()).toEqual([...Object.keys(doors), ...Object.keys(pages)].sort());

  expect(await walk(page, Object.values(pages).flat())).toEqual([]);
  // What opens only when it is asked for brings its styles then.
  await page.goto("/settings");
  await page.getByRole("button", { name: "Invite user" }).click();
  await expect(page.getByRole("dialog", { name: "Invite user" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search for Anything" }).fill("maple");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await cookieFaults(context, page, false)).toEqual([]);
  expect(refused).toEqual([]);
  expect(elsewhere).toEqual([]);

  await plantScript(page);
  await expect(() => expect(refused.join()).toContain("script-src")).toPass();
  expect(await page.title()).not.toBe("taken over");
  await page.goto(integration);
  await deleteIntegration(page, "Policed");
});

test.describe("The console behind https", () => {
  let behind: Awaited<ReturnType<typeof startHttpsConsole>>;
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
  test.beforeAll(async () => {
    provider = await startIdentityProvider();
    behind = await startHttpsConsole(stackAddresses().databaseUrl, {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: oidcClient.id,
      OIDC_CLIENT_SECRET: oidcClient.secret,
      OIDC_NAME: "Southbank Login",
    });
  });
  test.afterAll(async () => {
    await behind?.stop();
    provider?.stop();
  });
  const open = (browser: Browser) =>
    browser.newContext({ baseURL: behind.url, ignoreHTTPSErrors: true });

  test("H112 Under https the browser keeps the session for this host alone, and comes by https only", async ({
    browser,
  }) => {
    const context = await open(browser);
    const refused = await watchPolicy(context);
    const page = await context.newPage();
    await signIn(page, logins.admin);
    expect(await walk(page, ["/integrations", "/account", "/settings"], true)).toEqual([]);
    const session = (await context.cookies()).find(({ name }) => name.includes("session-token"));
    expect(session?.name).toBe("__Host-next-auth.session-token");
    expect(await cookieFaults(context, page, true)).toEqual([]);
    expect(refused).toEqual([]);
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in/);
    const left = (await context.cookies()).map(({ name }) => name);
    expect(left.filter((name) => name.includes("session-token"))).toEqual([]);
    await context.close();
  });

  test("H114 Single sign-on opens the console to who was invited, and to nobody whom the provider did not vouch for", async ({
    browser,
  }) => {
    const email = `sam-${Date.now()}@southbank.example`;
    const sam: Vouched = { sub: "sam", email, email_verified: true, name: "Sam Field" };
    const theirs = await open(browser);
    const page = await theirs.newPage();
    const arrive = async (person: Vouched) => {
      provider.vouchFor(person);
      await page.goto("/sign-in?callbackUrl=%2Faccount");
      await page.getByRole("button", { name: /Southbank Login/ }).click();
      await page.waitForURL((url) => url.pathname === "/account" || url.searchParams.has("error"));
    };
    await arrive(sam);
    await expect(page.getByText("Nobody has invited your address yet.")).toBeVisible();

    const admin = await (await open(browser)).newPage();
    await signIn(admin, logins.admin);
    await admin.goto("/settings");
    await admin.getByRole("button", { name: "Invite user" }).click();
    const dialog = admin.getByRole("dialog", { name: "Invite user" });
    await dialog.getByLabel("E-mail address").fill(email);
    await dialog.getByLabel("Maple & Moss Pty Ltd").check();
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    const invited = admin.getByRole("table", { name: "Open invitations" });
    await expect(invited.getByRole("row", { name: new RegExp(email) })).toBeVisible();

    const faults = ["another key", "no signature", "another client", "another nonce", "over"];
    for (const fault of faults as NonNullable<Vouched["fault"]>[]) {
      await arrive({ ...sam, fault });
      await expect(page.getByText("You could not be signed in."), fault).toBeVisible();
    }
    await arrive({ ...sam, email_verified: false });
    await expect(page.getByText("Nobody has invited your address yet.")).toBeVisible();
    // An answer of the provider that this browser did not ask for.
    await page.goto("/api/auth/callback/oidc?code=made-up&state=made-up");
    await expect(page.getByText("You could not be signed in.")).toBeVisible();

    await arrive(sam);
    await expect(page.getByText("Sam Field").first()).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/account");
    await admin.reload();
    await admin.getByRole("button", { name: "Sign out Sam Field" }).click();
    const asked = admin.getByRole("dialog", { name: "Sign out Sam Field?" });
    await asked.getByRole("button", { name: "Sign out" }).click();
    await expect(admin.getByText("Signed out in every browser")).toBeVisible();
    await page.goto("/integrations");
    await expect(page).toHaveURL(/\/sign-in/);
    await theirs.close();
  });
});

test("H113 A method that a route does not have, TRACE among them, is answered by none of its work", async ({
  baseURL,
}) => {
  const paths = readdirSync(fromRoot("app"), { recursive: true })
    .map((file) => String(file).replaceAll("\\", "/"))
    .filter((file) => /\/(route\.ts|page\.tsx)$/.test(file))
    .map((file) => `/${file.replace(/\/(route\.ts|page\.tsx)$/, "")}`)
    .map((path) => path.replace(/\/\([^)]+\)/g, "").replace(/\[[^\]]+\]/g, crypto.randomUUID()));
  expect(paths.length).toBeGreaterThan(25);
  const { hostname, port } = new URL(baseURL ?? "");
  const { request } = await import("node:http");
  const ask = (method: string, path: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { "x-echo": "CANARY", cookie: "a=CANARY" };
      const asked = request({ hostname, port, method, path, headers }, (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      asked.on("error", reject).end();
    });
  const faults: string[] = [];
  for (const path of paths)
    for (const method of ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"]) {
      // By PUT the functions of the background are told to the job runner anew.
      if (method === "PUT" && path === "/api/inngest") continue;
      const { status, text } = await ask(method, path);
      if (text.includes("CANARY")) faults.push(`${method} ${path} tells what it was sent`);
      const page = !path.startsWith("/api/") && !path.endsWith("/csv");
      // A page answers any method as it answers GET: it changes nothing.
      if (status >= 500 || (!page && status < 400)) faults.push(`${method} ${path}: ${status}`);
    }
  expect(faults).toEqual([]);
});
