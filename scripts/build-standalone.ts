import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runBuild } from "./launcher/build";
import { fromRoot } from "./launcher/paths";

/** Where the build is made, so that it leaves the one of npm start alone. */
const distDir = ".next-standalone";

/**
 * Makes a folder that runs by itself, with its part of node_modules: `.next-standalone/standalone`,
 * started with `node server.js` in it. Next leaves it to us to put what browsers load beside it.
 */
async function buildStandalone(): Promise<void> {
  rmSync(fromRoot(distDir), { recursive: true, force: true });
  const environment = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  await runBuild({
    distDir,
    environment: { ...environment, NEXT_OUTPUT: "standalone" },
    onStep: (step) => process.stdout.write(`${step}\n`),
  });
  const whole = fromRoot(distDir, "standalone");
  cpSync(fromRoot(distDir, "static"), join(whole, distDir, "static"), { recursive: true });
  if (existsSync(fromRoot("public")))
    cpSync(fromRoot("public"), join(whole, "public"), { recursive: true });
  process.stdout.write(`Ready: node ${join(distDir, "standalone", "server.js")}\n`);
}

await buildStandalone().catch((problem: unknown) => {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exit(1);
});
