import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Incarnation } from "./part";
import { followed, followParent, projectRoot } from "./paths";
import { ownTree, signalTree } from "./process-tree";

export type ServiceSpec = {
  /** For people: "the job runner". */
  title: string;
  /** Arguments of node, beginning with the script. */
  args: string[];
  environment: Record<string, string>;
  /** Where it runs, instead of in this project. */
  folder?: string;
  /** Answers with a status below 500 once the service is up. */
  healthUrl: string;
  logFile: string;
  /** Shows its output to the person instead of writing it to the log file. */
  visible?: boolean;
};

const patienceMs = 60_000;

/**
 * Starts one of our servers as a process that ends with us and resolves when it is healthy.
 *
 * @throws Error with the last lines of its output when it ends first or stays silent for 60 s.
 */
export async function startService(spec: ServiceSpec): Promise<Incarnation> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const output = openSync(spec.logFile, "a", 0o600);
  const target = spec.visible ? "inherit" : output;
  const child = spawn(process.execPath, [...followParent, ...spec.args], {
    cwd: spec.folder ?? projectRoot,
    env: followed(spec.environment),
    stdio: ["ignore", target, target, "ipc"],
    ...ownTree,
  });
  closeSync(output);
  const exited = new Promise<string>((resolve) => {
    child.once("error", (problem) => resolve(problem.message));
    child.once("exit", (code, signal) =>
      resolve(signal ? `signal ${signal}` : `exit code ${code}`),
    );
  });
  const stop = () => stopTree(child, exited);
  const ready = await Promise.race([healthy(spec.healthUrl), exited]);
  if (ready === true && child.pid)
    return { pid: child.pid, exited, stop, lastWords: () => lastWords(spec) };
  await stop();
  const reason = ready === true || ready === false ? "no answer within 60 s" : ready;
  throw new Error(`${spec.title} did not start (${reason}).${lastWords(spec)}`);
}

function lastWords({ logFile, visible }: ServiceSpec): string {
  if (visible) return "";
  const lines = readFileSync(logFile, "utf8").trim().split("\n").slice(-12);
  return `\nThe end of ${logFile}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

async function healthy(url: string): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status < 500) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  return false;
}

async function stopTree(child: ChildProcess, exited: Promise<string>): Promise<void> {
  signalTree(child, "SIGTERM");
  const impatience = setTimeout(() => signalTree(child, "SIGKILL"), 8_000);
  await exited;
  clearTimeout(impatience);
  signalTree(child, "SIGKILL");
}
