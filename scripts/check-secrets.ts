import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDotEnv } from "./launcher/dot-env";
import { fromRoot } from "./launcher/paths";
import { findSecrets, secretValues } from "./secrets/find-secrets";

const isText =
  /\.(ts|tsx|js|mjs|cjs|json|md|sql|css|html|ya?ml|env|example|txt|svg|map|rsc|body|meta)$|^\.env/;
const isBuild = (path: string) => /^\.next[^/]*\//.test(path);

/** Made by installing, building and running; `.env` holds this machine's secrets and is not shared. */
const notOurs = /^(node_modules|\.git|\.data|\.env|test-results|playwright-report)$/;

/** Files of the repository, and those of a build where there is one. */
function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(fromRoot(folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (notOurs.test(entry.name) || /^\.next[^/]*\/(cache|dev)$/.test(path)) continue;
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile() && isText.test(entry.name)) yield path;
  }
}

/** What this machine keeps secret, which no file that is shared may hold. */
function ownSecrets(): string[] {
  const kept = fromRoot(".data", "secrets.json");
  const stored = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {};
  return secretValues({ ...stored, ...readDotEnv(fromRoot(".env")) });
}

const checked = [...files("")];
const own = ownSecrets();
const faults = checked.flatMap((path) =>
  findSecrets(readFileSync(fromRoot(path), "utf8"), own).map((found) => `${path}, ${found}`),
);
const built = checked.filter(isBuild).length;
// Nothing read would be no proof.
if (checked.length === built) faults.push("No file of the repository was found to check.");
if (process.argv.includes("--built") && built === 0)
  faults.push("No file of a build was found to check: make one first (npm run build).");
for (const fault of faults) console.error(fault);
console.log(
  `${checked.length - built} files of the repository and ${built} of the build checked, ${faults.length} faults.`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
