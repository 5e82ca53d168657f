import { spawnSync } from "node:child_process";

/** Has wapiti attack a running console; says SKIPPED with the reason where it cannot. */
const [url = "http://localhost:3000"] = process.argv.slice(2);
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
  const args = ["-u", url, "--flush-session", "-v", "1", "--max-scan-time", "300", "-f", "txt"];
  const { status } = spawnSync("wapiti", args, { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
