import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { freePort } from "./launcher/free-port";
import { projectRoot } from "./launcher/paths";
import { ownTree, signalTree } from "./launcher/process-tree";
import { browserArguments, findBrowser } from "./testing/browser";
import { connectShop, dispatchOrder, placeOrder } from "./testing/newcomer-steps";

/** The goal of a newcomer's time, from the first command to a completed receipt, in seconds. */
const goalSeconds = 180;
const began = Date.now();

function say(words: string): void {
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${words}\n`);
}

function run(command: string, args: string[], cwd: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", fail);
    child.once("exit", (code) =>
      code === 0 ? done() : fail(new Error(`${command} ${args.join(" ")} ended with ${code}.`)),
    );
  });
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await sleep(300);
  }
}

async function wholeWay(clone: string, ports: Record<string, string>): Promise<void> {
  await run("git", ["clone", "--quiet", projectRoot, clone], tmpdir());
  say("cloned");
  await run("npm", ["ci", "--silent"], clone);
  say("npm ci is done");
  const started = spawn("npm", ["start"], {
    cwd: clone,
    env: { ...process.env, ...ports },
    stdio: ["ignore", "ignore", "inherit"],
    ...ownTree,
  });
  const local = (name: string) => `http://localhost:${ports[name]}`;
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.path, args: browserArguments });
  try {
    await answers(`${local("PORT")}/api/health`);
    say("npm start is up");
    const page = await browser.newPage();
    await connectShop(page, local("PORT"));
    say("the shop is connected");
    const receiptId = await placeOrder(browser, local("ETSY_SANDBOX_PORT"));
    await page.getByRole("button", { name: "Pull now" }).click();
    const row = page.getByRole("row", { name: new RegExp(receiptId) });
    await row.getByText("At the warehouse").waitFor({ timeout: 60_000 });
    say(`receipt ${receiptId} is an outbound order`);
    await dispatchOrder(browser, local("CARTONCLOUD_SANDBOX_PORT"), receiptId);
    await page.getByRole("button", { name: "Pull now" }).click();
    await row.getByText("Completed").waitFor({ timeout: 60_000 });
    say("the Etsy receipt is completed with its tracking");
  } finally {
    await browser.close();
    const ended = new Promise((done) => started.once("exit", done));
    signalTree(started, "SIGINT");
    await ended;
  }
}

const names = [
  "PORT",
  "ETSY_SANDBOX_PORT",
  "CARTONCLOUD_SANDBOX_PORT",
  "MAILBOX_PORT",
  "MAILBOX_SMTP_PORT",
  "RUNNER_PORT",
  "POSTGRES_PORT",
];
const ports = Object.fromEntries(
  await Promise.all(names.map(async (name) => [name, String(await freePort())] as const)),
);
const folder = mkdtempSync(join(tmpdir(), "newcomer-"));
try {
  await wholeWay(join(folder, "clone"), ports);
  const seconds = Math.round((Date.now() - began) / 1000);
  say(`${seconds <= goalSeconds ? "within" : "OVER"} the goal of ${goalSeconds} s`);
  process.exitCode = seconds <= goalSeconds ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
