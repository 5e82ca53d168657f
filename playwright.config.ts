import { defineConfig, devices } from "@playwright/test";
import { browserArguments, findBrowser } from "./scripts/testing/browser";

const browser = await findBrowser();

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./scripts/testing/browser-setup.ts",
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI === "true",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "line",
  use: {
    baseURL: process.env.E2E_APP_URL,
    launchOptions: { executablePath: browser.path, args: browserArguments },
    screenshot: "only-on-failure",
  },
  projects: [{ name: "desktop", use: { ...devices["Desktop Chrome"] } }],
});
