import type { Page } from "@playwright/test";
import { demoOrganisationId } from "@/db/seed";
import { inDatabase } from "./database";
import {
  deleteIntegration,
  expect,
  finish,
  heading,
  logins,
  openMapleShop,
  signIn,
  test,
} from "./fixtures";

const customer = "Maple & Moss Pty Ltd";

const emptyState = (page: Page) => page.locator('[data-slot="empty-state"]');

test("Who may only look is told why and whom to ask, at each control that is off", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await openMapleShop(page, "Looked at");
  await finish(page);
  const shop = new URL(page.url()).pathname;
  await page.goto("/settings");
  const allow = page.getByRole("switch", { name: /^Allow Customer to access/ });
  await allow.click();
  await expect(page.getByText("Access saved")).toBeVisible();

  const mina = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await signIn(mina, logins.customerUser);
  await mina.goto(shop);
  const why = mina.locator("#only-look");
  await expect(why).toContainText("Alex Admin");
  for (const name of ["Pull now", /^Reconfigure/]) {
    const off = mina.getByRole("button", { name });
    await expect(off).toHaveAttribute("aria-disabled", "true");
    await expect(off).toHaveAttribute("aria-describedby", "only-look");
  }
  await mina.getByRole("button", { name: "More actions for Looked at" }).click();
  await expect(mina.getByRole("menu")).toContainText("Alex Admin");
  await expect(mina.getByRole("menuitem", { name: "Delete Integration" })).toBeDisabled();
  await mina.keyboard.press("Escape");
  await mina.goto("/integrations");
  await expect(mina.getByText(customer).first()).toBeVisible();
  await expect(mina.getByText("Harbour Candles")).toHaveCount(0);
  await mina.goto("/audit");
  await expect(heading(mina, "Not found")).toBeVisible();

  await page.goto(shop);
  await deleteIntegration(page, "Looked at");
  await mina.getByRole("link", { name: "Go to your integrations" }).click();
  await mina.getByRole("link", { name: "Etsy", exact: true }).click();
  await expect(emptyState(mina)).toContainText("has no Etsy shop yet");
  await expect(emptyState(mina).getByRole("button")).toHaveAttribute("aria-disabled", "true");
  await expect(mina.locator("#only-look")).toContainText("Alex Admin");
  await page.goto("/settings");
  await allow.click();
  await expect(allow).toBeChecked();
});

test("Who acts for no customer, and an organisation without one, are told what to do", async ({
  page,
}) => {
  const email = `nobody-${Date.now()}@maplemoss.example`;
  const { password } = logins.admin;
  const admin = `first-${email}`;
  await inDatabase(async (sql) => {
    const [home] = await sql`insert into organisation (name) values ('Empty Yard') returning id`;
    for (const [address, organisationId, role] of [
      [email, demoOrganisationId, "customer_user"],
      [admin, String(home?.id), "admin"],
    ] as const) {
      await sql`insert into user_account (email, name, password_hash, demo)
        select ${address}, 'Nora New', password_hash, true from user_account
        where email = ${logins.admin.email}`;
      await sql`insert into membership (user_id, organisation_id, role)
        select id, ${organisationId}, ${role} from user_account where email = ${address}`;
    }
  });
  await signIn(page, { email, password });
  await expect(emptyState(page)).toContainText("You act for no customer yet");
  await expect(emptyState(page).getByRole("link", { name: "Look again" })).toBeVisible();
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await signIn(page, { email: admin, password });
  await expect(emptyState(page)).toContainText("No customers yet");
  await emptyState(page).getByRole("link", { name: "Test the connection" }).click();
  await expect(heading(page, "Organisation settings")).toBeVisible();
});

test("A page that fails names its reference, leads on, and comes back by itself when it can", async ({
  page,
}) => {
  await signIn(page, logins.admin);
  await inDatabase((sql) => sql`alter table audit_entry rename to audit_entry_away`);
  try {
    await page.goto("/audit");
    await expect(heading(page, "Something went wrong on our side")).toBeVisible();
    await expect(page.getByText(/tell us the reference/).locator("code")).toHaveText(/^\d{5,}/);
    await expect(page.getByRole("link", { name: "Go to your integrations" })).toBeVisible();
  } finally {
    await inDatabase((sql) => sql`alter table audit_entry_away rename to audit_entry`);
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page, "Audit log")).toBeVisible();

  await page.goto("/settings");
  const allow = page.getByRole("switch", { name: /^Allow Customer to access/ });
  await inDatabase((sql) => sql`alter table audit_entry rename to audit_entry_away`);
  try {
    await allow.click();
    const alert = page.getByRole("alert").filter({ hasText: "went wrong on our side" });
    await expect(alert).toContainText(/Reference: [0-9a-f]{8}-[0-9a-f-]{27}\./);
  } finally {
    await inDatabase((sql) => sql`alter table audit_entry_away rename to audit_entry`);
  }
});
