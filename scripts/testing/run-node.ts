import { spawn } from "node:child_process";
import { projectRoot } from "@/scripts/launcher/paths";
import { ownTree, signalTree } from "@/scripts/launcher/process-tree";

/** Where what a program prints goes: to the terminal, or to a reader. */
export type Output = "terminal" | ((text: string) => void);

const patienceMs = 10 * 60_000;

/** Runs a script of Node and answers with its exit code; after ten minutes it is ended. */
export function runNode(
  program: string,
  args: string[],
  output: Output,
  more: Record<string, string> = {},
): Promise<number> {
  return new Promise<number>((resolve) => {
    const piped = output === "terminal" ? "inherit" : "pipe";
    const child = spawn(process.execPath, [program, ...args], {
      cwd: projectRoot,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...more } as NodeJS.ProcessEnv,
      stdio: ["ignore", piped, piped],
      ...ownTree,
    });
    const tell = output === "terminal" ? (text: string) => process.stdout.write(text) : output;
    child.stdout?.setEncoding("utf8").on("data", tell);
    child.stderr?.setEncoding("utf8").on("data", tell);
    const end = () => signalTree(child, "SIGTERM");
    process.on("SIGINT", end).on("SIGTERM", end);
    const impatience = setTimeout(() => {
      tell("Ended after 10 minutes.\n");
      end();
    }, patienceMs);
    child.once("error", () => resolve(127));
    child.once("close", (code) => {
      clearTimeout(impatience);
      process.off("SIGINT", end).off("SIGTERM", end);
      resolve(code ?? 128);
    });
  });
}
