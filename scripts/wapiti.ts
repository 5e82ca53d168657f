import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./testing/temporary-folder";
import { judgeReport } from "./wapiti/judge-report";
import { isSignedIn, signInForCookies } from "./wapiti/sign-in";

/**
 * Has wapiti attack a running console and judges what it found; says SKIPPED with the reason where it
 * cannot. With an e-mail address and a password it attacks what lies behind the sign-in.
 */
const [url = "http://localhost:3000", email, password] = process.argv.slice(2);
/** Pages that the console links to by its scripts alone, which wapiti does not run. */
const behind = ["/integrations", "/account", "/settings", "/audit", "/billing", "/glossary"];

async function attack(): Promise<{ open: string[]; explained: string[] }> {
  const cookie = email && password ? await signInForCookies(url, { email, password }) : null;
  const folder = temporaryFolder("wapiti-");
  const report = join(folder.path, "report.json");
  // Its module for requests through the server asks a host of its authors: nobody else is told.
  const scan = ["-m", "common,-ssrf", "--flush-session", "--max-scan-time", "300"];
  const starts = cookie ? behind.flatMap((path) => ["-s", new URL(path, url).href]) : [];
  const header = cookie ? ["-H", `Cookie: ${cookie}`] : [];
  const args = ["-u", url, ...starts, ...header, ...scan, "-v", "1", "-f", "json", "-o", report];
  const [status] = await once(spawn("wapiti", args, { stdio: "inherit" }), "exit");
  const judged =
    status === 0
      ? judgeReport(readFileSync(report, "utf8"), url)
      : { open: [`wapiti ended with ${status}.`], explained: [] };
  folder.remove();
  if (cookie && !(await isSignedIn(url, cookie)))
    judged.open.push("The session ended while wapiti was at work: not all was seen signed in.");
  return judged;
}

const reachable = await fetch(new URL("/api/health?live", url)).then(
  ({ ok }) => ok,
  () => false,
);
const missing = spawnSync("wapiti", ["--version"]).error !== undefined;
const reason = missing
  ? "wapiti is not installed (Debian: apt-get install wapiti)."
  : reachable
    ? null
    : `nothing answers at ${url}; start the console first, or name its address.`;
if (reason) console.log(`SKIPPED: ${reason}`);
else {
  const { open, explained } = await attack();
  for (const line of explained) console.log(`Explained: ${line}`);
  for (const line of open) console.error(`Found: ${line}`);
  console.log(`${open.length} to mend, ${explained.length} explained.`);
  process.exitCode = open.length > 0 ? 1 : 0;
}
