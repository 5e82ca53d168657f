import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { followed, followParent, fromRoot, nextProgram, projectRoot } from "./paths";
import { ownTree, signalTree } from "./process-tree";
import { sourceHash } from "./source-hash";

type BuildOptions = {
  /** Folder of the build, relative to the project: `.next` unless one is in use. */
  distDir: string;
  environment: Record<string, string>;
  /** Called with each thing that the build says it does. */
  onStep: (step: string) => void;
  signal?: AbortSignal;
};

/** Whether a build of just these sources is there. */
export function isBuilt(distDir: string, hash = sourceHash(projectRoot)): boolean {
  const note = fromRoot(distDir, "source-hash");
  const complete = existsSync(note) && existsSync(fromRoot(distDir, "BUILD_ID"));
  return complete && readFileSync(note, "utf8") === hash;
}

/**
 * Makes the production build unless its sources are unchanged since the last one.
 *
 * @returns whether it built.
 * @throws Error with what the build said when it fails.
 */
export async function ensureBuild(options: BuildOptions): Promise<boolean> {
  const hash = sourceHash(projectRoot);
  if (isBuilt(options.distDir, hash)) return false;
  const dist = fromRoot(options.distDir);
  for (const proof of ["source-hash", "BUILD_ID"]) rmSync(join(dist, proof), { force: true });
  await runBuild(options);
  writeFileSync(join(dist, "source-hash"), hash);
  return true;
}

/**
 * Makes a production build.
 *
 * @throws Error with what the build said when it fails.
 */
export function runBuild({ distDir, environment, onStep, signal }: BuildOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...followParent, nextProgram, "build"], {
      cwd: projectRoot,
      env: followed({ ...environment, NODE_ENV: "production", NEXT_DIST: distDir }),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      ...ownTree,
    });
    const abandon = () => signalTree(child, "SIGTERM");
    signal?.addEventListener("abort", abandon, { once: true });
    let words = "";
    const hear = (chunk: unknown) => {
      words += String(chunk);
      const steps = String(chunk).match(
        /^\W*(Creating|Compil|Running|Finished|Collecting|Generating|Finalizing).*$/gm,
      );
      if (steps)
        onStep(
          (steps.at(-1) ?? "")
            .replace(/^\W+/, "")
            .replace(/\s*\.\.\..*$/, "")
            .trim(),
        );
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("close", (code) => {
      signal?.removeEventListener("abort", abandon);
      if (code === 0 && existsSync(fromRoot(distDir, "BUILD_ID"))) resolve();
      else reject(new Error(`The app could not be built. The build said:\n${words.trim()}`));
    });
  });
}
