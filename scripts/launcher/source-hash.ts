import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

// Everything that `next build` reads. It type-checks the whole project, but a change in a test or
// a script does not change what it makes.
const sources = [
  ...["app", "components", "db", "inngest", "public", "sandbox/demo.ts", "server"],
  ...["instrumentation.ts", "next.config.mjs", "package-lock.json", "package.json"],
  ...["postcss.config.mjs", "proxy.ts", "tsconfig.json"],
];

/** A hash of the sources of the production build below `root`, and of what else shapes it. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256").update(`${process.version} ${process.platform}\n`);
  for (const [name, value] of Object.entries(process.env).sort())
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(`${name}=${value}\n`);
  for (const source of sources) addTo(hash, root, source);
  return hash.digest("hex");
}

function addTo(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const full = join(root, path);
  if (!existsSync(full) || /\.test\.tsx?$/.test(path)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, root, `${path}/${name}`);
  } else {
    hash.update(`${path}\n`).update(readFileSync(full)).update("\n");
  }
}
