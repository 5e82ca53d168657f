import type { Page } from "@playwright/test";
import { routes } from "@/scripts/testing/routes";
import {
  decideInEtsy,
  deleteIntegration,
  expect,
  heading,
  logins,
  signIn,
  startDraft,
  test,
} from "./fixtures";

const customer = "Maple & Moss Pty Ltd";

/** The sentence of an error in the wizard, which noticed it by itself, with the way to try again. */
async function expectRefusal(page: Page, title: string) {
  await expect(page.getByText(title)).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(page.getByText("Not connected")).toBeVisible();
}

test.describe("In the step Authentication a person is told", () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page, logins.admin);
    await startDraft(page, "Draft shop", customer);
  });
  test.afterEach(async ({ page, sandbox }) => {
    await sandbox.etsy("DELETE", "/faults");
    await page.goto("/integrations");
    await page.getByRole("link", { name: new RegExp(customer) }).click();
    await page.getByRole("link", { name: "Etsy", exact: true }).click();
    await deleteIntegration(page, "Draft shop");
  });

  test("that access was denied, and can try again with success", async ({ page }) => {
    const etsy = await decideInEtsy(page, "maple", "Deny");
    await expect(etsy.getByText("Access was not granted in Etsy")).toBeVisible();
    await etsy.close();
    await expectRefusal(page, "Access was not granted in Etsy");
    await (await decideInEtsy(page, "maple", "Allow")).close();
    await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
  });

  test("that the account has no shop", async ({ page }) => {
    await (await decideInEtsy(page, "buyer-only", "Allow")).close();
    await expectRefusal(page, "This Etsy account has no shop");
  });

  test("that Etsy granted less than is needed", async ({ page }) => {
    const opened = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Connect" }).click();
    const etsy = await opened;
    await etsy.getByRole("checkbox", { name: /Complete your orders/ }).uncheck();
    await etsy.getByRole("button", { name: "Allow" }).click();
    await etsy.waitForURL(/\/connected/);
    await expectRefusal(page, "Etsy granted less than is needed");
  });

  test("that Etsy did not answer", async ({ page, sandbox }) => {
    await sandbox.etsy("POST", "/faults", {
      route: routes.token,
      when: "before",
      fault: { kind: "reset" },
    });
    await (await decideInEtsy(page, "maple", "Allow")).close();
    await expectRefusal(page, "Etsy did not answer");
  });

  test("that Etsy refused", async ({ page, sandbox }) => {
    await sandbox.etsy("POST", "/faults", {
      route: routes.token,
      when: "before",
      fault: { kind: "status", status: 400, body: { error: "invalid_request" } },
    });
    await (await decideInEtsy(page, "maple", "Allow")).close();
    await expectRefusal(page, "Etsy refused the connection");
  });

  test("that a request was used already, when the page is opened twice", async ({ page }) => {
    const etsy = await decideInEtsy(page, "maple", "Deny");
    const requests: string[] = [];
    page.context().on("request", (request) => requests.push(request.url()));
    const opened = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Try again" }).click();
    const second = await opened;
    await second.getByRole("button", { name: "Deny" }).click();
    await second.waitForURL(/\/connected/);
    const callback = requests.find((url) => url.includes("/api/etsy/callback"));
    await etsy.goto(callback ?? "");
    await expect(etsy.getByText("This request to connect was used already")).toBeVisible();
  });

  test("that a request nobody made has lapsed", async ({ page }) => {
    await page.goto("/api/etsy/callback?state=invented&code=x");
    await expect(page.getByText("This request to connect has lapsed")).toBeVisible();
    await expect(page).toHaveURL(/\/connected\?outcome=expired/);
  });

  test("that a request belongs to another sign-in", async ({ page, browser }) => {
    const opened = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Connect" }).click();
    const etsy = await opened;
    await etsy.waitForURL(/oauth\/connect/);
    const consent = etsy.url();
    const stranger = await browser.newContext();
    const other = await stranger.newPage();
    await signIn(other, logins.customerUser);
    await other.goto(consent);
    await other.getByRole("button", { name: "Allow" }).click();
    await expect(other.getByText("belongs to another sign-in")).toBeVisible();
    await stranger.close();
    await expectRefusal(page, "This request to connect belongs to another sign-in");
  });

  test("that the shop is connected to another integration already", async ({ page }) => {
    await (await decideInEtsy(page, "maple", "Allow")).close();
    await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
    await startDraft(page, "Second draft", customer);
    await (await decideInEtsy(page, "maple", "Allow")).close();
    await expectRefusal(page, "This shop is connected to another integration already");
    await page.goto("/integrations");
    await page.getByRole("link", { name: new RegExp(customer) }).click();
    await page.getByRole("link", { name: "Etsy", exact: true }).click();
    await deleteIntegration(page, "Second draft");
  });

  test("that Reconfigure does not lead to a different shop", async ({ page }) => {
    await (await decideInEtsy(page, "maple", "Allow")).close();
    await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByLabel("Otherwise").selectOption({ label: "Melbourne" });
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Finish" }).click();
    await page.getByRole("link", { name: /^Reconfigure/ }).click();
    await expect(heading(page, "Initial Configuration")).toBeVisible();
    await page.getByLabel("Name").fill("Draft shop");
    await page.getByRole("button", { name: "Next" }).click();
    await expect(heading(page, "Authentication")).toBeVisible();
    await (await decideInEtsy(page, "harbour", "Allow")).close();
    await expect(page.getByText("This is a different shop")).toBeVisible();
    await expect(page.getByText("Connected to MapleAndMoss")).toBeVisible();
  });
});
