import type { Page } from "@playwright/test";
import { expect, heading, logins, signIn, test } from "./fixtures";

const email = `robin-${Date.now()}@maplemoss.example`;
const first = { email, password: "lantern orchard mackerel" };
const second = { email, password: "violin gravel umbrella" };

/** The link of the newest mail to an address, as it is read in the mailbox. Mails go out each minute. */
async function mailedLink(page: Page, mailboxUrl: string, to: string): Promise<string> {
  const row = page.getByRole("row").filter({ hasText: to }).first();
  await expect(async () => {
    await page.goto(mailboxUrl);
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 150_000, intervals: [2000] });
  await row.getByRole("link").click();
  const text = (await page.locator("pre").textContent()) ?? "";
  return /https?:\/\/\S+/.exec(text)?.[0] ?? "";
}

async function isSignedOut(page: Page) {
  await page.goto("/integrations");
  await expect(page).toHaveURL(/\/sign-in/);
}

test("Somebody is invited by mail, signs in, changes the password and signs out elsewhere", async ({
  page,
  browser,
  sandbox,
  baseURL,
}) => {
  test.setTimeout(300_000);
  await signIn(page, logins.admin);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Invite user" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite user" });
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog.getByText("Choose at least one customer")).toBeVisible();
  await dialog.getByLabel("Maple & Moss Pty Ltd").check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`An invitation is on its way to ${email}`)).toBeVisible();
  await expect(page.getByRole("table", { name: "Open invitations" })).toContainText(email);

  const theirs = await browser.newContext(baseURL ? { baseURL } : {});
  const robin = await theirs.newPage();
  const link = await mailedLink(await theirs.newPage(), sandbox.mailboxUrl, email);
  expect(link).toContain("/join?token=");
  await robin.goto(link);
  await robin.getByLabel("Your name").fill("Robin Reed");
  await robin.getByLabel("New password").fill("robin-reed-1987");
  await robin.getByRole("button", { name: /^Join / }).click();
  await expect(robin.getByText("made of your name or address")).toBeVisible();
  await expect(robin.getByLabel("Your name")).toHaveValue("Robin Reed");
  await robin.getByLabel("New password").fill(first.password);
  await robin.getByRole("button", { name: /^Join / }).click();
  await expect(robin.getByText("Welcome. Sign in")).toBeVisible();
  await signIn(robin, first);
  await expect(robin.getByRole("button", { name: "Your account" })).toBeVisible();
  await robin.goto(link);
  await expect(robin.getByText("This invitation is not good any more")).toBeVisible();

  const elsewhere = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await signIn(elsewhere, first);
  await robin.goto("/integrations");
  await robin.getByRole("button", { name: "Your account" }).click();
  await robin.getByRole("menuitem", { name: "Your account" }).click();
  await expect(heading(robin, "Your account")).toBeVisible();
  const sessions = robin.getByRole("table", { name: "Browsers in which you are signed in" });
  await expect(sessions.getByRole("button", { name: /^Sign out / })).toHaveCount(1);
  await robin.getByLabel("Current password").fill(first.password);
  await robin.getByLabel("New password").fill(second.password);
  await robin.getByRole("button", { name: "Change password" }).click();
  await expect(robin.getByText("Password changed, and signed out elsewhere")).toBeVisible();
  await expect(sessions.getByRole("button", { name: /^Sign out / })).toHaveCount(0);
  await isSignedOut(elsewhere);

  await signIn(elsewhere, second);
  await robin.reload();
  await robin.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(robin.getByText("Signed out there")).toBeVisible();
  await isSignedOut(elsewhere);
  await robin.reload();
  await expect(heading(robin, "Your account")).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Remove Robin Reed" }).click();
  await page.getByRole("button", { name: "Remove user" }).click();
  await expect(page.getByText("Removed and signed out")).toBeVisible();
  await isSignedOut(robin);
});
