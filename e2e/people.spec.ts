import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { stepAt, totpCode } from "@/server/people/totp";
import { inDatabase } from "./database";
import { expect, heading, isSignedOut, logins, signIn, test } from "./fixtures";

test.describe.configure({ mode: "serial" });

const email = `robin-${Date.now()}@maplemoss.example`;
const first = { email, password: "lantern orchard mackerel" };
const second = { email, password: "violin gravel umbrella" };
/** The address that the person changes to. */
const moved = `reed-${Date.now()}@maplemoss.example`;
const third = { email, password: "teapot canyon whistle" };

/** The link of the mail with this subject, as it is read in the mailbox. Mails go out each minute. */
async function mailedLink(
  page: Page,
  mailboxUrl: string,
  subject: string,
  to = email,
): Promise<string> {
  const row = page.getByRole("row").filter({ hasText: to }).filter({ hasText: subject }).first();
  await expect(async () => {
    await page.goto(mailboxUrl);
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 150_000, intervals: [2000] });
  await row.getByRole("link").click();
  const text = (await page.locator("pre").textContent()) ?? "";
  return /https?:\/\/\S+/.exec(text)?.[0] ?? "";
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
  const link = await mailedLink(await theirs.newPage(), sandbox.mailboxUrl, "invites you");
  expect(link).toContain("/join#");
  await robin.goto(link);
  await robin.getByLabel("Your name").fill("Robin Reed");
  await robin.getByLabel("New password").fill("robin-reed-1987");
  await robin.getByRole("button", { name: /^Join / }).click();
  await expect(robin.getByText("made of your name or address")).toBeVisible();
  await expect(robin.getByLabel("New password")).toBeFocused();
  await expect(robin.getByLabel("Your name")).toHaveValue("Robin Reed");
  await robin.getByLabel("New password").fill(first.password);
  await robin.getByRole("button", { name: /^Join / }).click();
  await expect(robin.getByText("Welcome. Sign in")).toBeVisible();
  await signIn(robin, first);
  await expect(robin.getByRole("button", { name: "Your account" })).toBeVisible();
  // What tells this browser from the next one is known of its session.
  const own = (await theirs.cookies()).find(({ name }) => name === "browser")?.value ?? "";
  const hash = createHash("sha256").update(own).digest("hex");
  await inDatabase(async (sql) => {
    const rows =
      await sql`select count(*)::int as n from user_session where browser_hash = ${hash}`;
    expect(rows).toEqual([{ n: 1 }]);
  });
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
  const asked = robin.getByRole("dialog", { name: "Sign out everywhere else?" });
  await asked.getByLabel("Your password").fill(first.password);
  await asked.getByRole("button", { name: "Sign out" }).click();
  await expect(asked.getByText("This is not your password.")).toBeVisible();
  await asked.getByLabel("Your password").fill(second.password);
  await asked.getByRole("button", { name: "Sign out" }).click();
  await expect(robin.getByText("Signed out there")).toBeVisible();
  await isSignedOut(elsewhere);
  await robin.reload();
  await expect(heading(robin, "Your account")).toBeVisible();
});

/** Asks for another address; the way to it is mailed. */
async function askForAddress(page: Page): Promise<void> {
  await page.goto("/account");
  const form = page.locator("#email");
  await form.getByLabel("New e-mail address").fill("reed");
  await form.getByLabel("Your password").fill("not my password");
  await form.getByRole("button", { name: "Mail a link" }).click();
  await expect(form.getByText("Enter an e-mail address, such as")).toBeVisible();
  const never = moved.replace("reed", "never");
  await form.getByLabel("New e-mail address").fill(never);
  await form.getByRole("button", { name: "Mail a link" }).click();
  await expect(form.getByText("This is not your password.")).toBeVisible();
  await form.getByLabel("Your password").fill(second.password);
  await form.getByRole("button", { name: "Mail a link" }).click();
  await expect(form.getByText(`${never} waits for its link to be opened`)).toBeVisible();
  await form.getByRole("button", { name: "Cancel the change" }).click();
  await expect(form.getByText("waits for its link")).toHaveCount(0);
  await form.getByLabel("New e-mail address").fill(moved);
  await form.getByLabel("Your password").fill(second.password);
  await form.getByRole("button", { name: "Mail a link" }).click();
  await expect(form.getByText("waits for its link")).toBeVisible();
}

async function setUpAuthenticator(page: Page): Promise<{ secret: string; recoveryCode: string }> {
  await page.goto("/account");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const dialog = page.getByRole("dialog", { name: "Set up an authenticator app" });
  await dialog.getByLabel("Your password").fill(second.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  const secret = (await dialog.getByLabel("Key").inputValue()).replaceAll(" ", "");
  await dialog.getByLabel("Code").fill(totpCode(secret, stepAt(Date.now())));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recoveryCode = (await codes.first().textContent()) ?? "";
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("Recovery codes left: 10")).toBeVisible();
  return { secret, recoveryCode };
}

test("Somebody changes the e-mail address, sets up an authenticator app, forgets the password, and is removed at last", async ({
  page,
  browser,
  sandbox,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const robin = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  await signIn(robin, second);
  await askForAddress(robin);
  const { secret, recoveryCode } = await setUpAuthenticator(robin);
  await robin.getByRole("button", { name: "Your account" }).click();
  await robin.getByRole("menuitem", { name: "Sign out" }).click();
  await robin.waitForURL(/\/sign-in/);

  const enter = async (password: string, address = email) => {
    await robin.getByLabel("E-mail address").fill(address);
    await robin.getByLabel("Password").fill(password);
    await robin.getByRole("button", { name: "Sign in" }).click();
  };
  const enterCode = async (code: string) => {
    await robin.getByLabel("Code").fill(code);
    await robin.getByRole("button", { name: "Sign in" }).click();
  };
  await enter(second.password);
  await enterCode("000 000");
  await expect(robin.getByText("This code does not fit")).toBeVisible();
  // That of now was taken when the app was set up; the next one is good already.
  await enterCode(totpCode(secret, stepAt(Date.now()) + 1));
  await robin.waitForURL((url) => !url.pathname.startsWith("/sign-in"));

  const other = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
  const way = await mailedLink(other, sandbox.mailboxUrl, "Confirm this address", moved);
  await other.goto(way);
  await other.getByRole("button", { name: "Confirm this address" }).click();
  await expect(other.getByText("Your address is changed")).toBeVisible();
  await other.reload();
  await expect(other.getByText("This link is not good any more")).toBeVisible();
  await robin.goto("/account");
  await expect(robin.getByText(`You sign in with ${moved}`)).toBeVisible();
  await other.goto("/sign-in");
  await other.getByRole("link", { name: "Forgot your password?" }).click();
  // The page before has a field of the same name.
  await expect(heading(other, "Forgot your password?")).toBeVisible();
  await other.getByLabel("E-mail address").fill(moved);
  await other.getByRole("button", { name: "Send me a link" }).click();
  await expect(other.getByText("Look into your mailbox")).toBeVisible();
  await other.goto(await mailedLink(other, sandbox.mailboxUrl, "Set a new password", moved));
  await other.getByLabel("New password").fill(third.password);
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(other.getByText("Your new password is set")).toBeVisible();
  await isSignedOut(robin);
  await enter(third.password, moved);
  await enterCode(recoveryCode.toUpperCase());
  await robin.waitForURL((url) => !url.pathname.startsWith("/sign-in"));

  await signIn(page, logins.admin);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Remove second factor of Robin Reed" }).click();
  const lost = page.getByRole("dialog", { name: "Remove the second factor of Robin Reed?" });
  await lost.getByLabel("Your password").fill(logins.admin.password);
  await lost.getByRole("button", { name: "Remove second factor" }).click();
  await expect(page.getByText("Second factor removed, and signed out")).toBeVisible();
  await isSignedOut(robin);
  await enter(third.password, moved);
  await robin.waitForURL((url) => !url.pathname.startsWith("/sign-in"));

  await page.getByRole("button", { name: "Remove Robin Reed" }).click();
  await page.getByRole("button", { name: "Remove user" }).click();
  await expect(page.getByText("Removed and signed out")).toBeVisible();
  await isSignedOut(robin);
});
