import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "./launcher/paths";
import { findSecrets } from "./secrets/find-secrets";

const isText = /\.(ts|tsx|js|mjs|cjs|json|md|sql|css|html|ya?ml|env|example|txt|svg|map)$|^\.env/;

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

const checked = [...files("")];
const faults = checked.flatMap((path) =>
  findSecrets(readFileSync(fromRoot(path), "utf8")).map((found) => `${path}, ${found}`),
);
// Nothing read would be no proof.
if (checked.length === 0) faults.push("No file was found to check.");
for (const fault of faults) console.error(fault);
console.log(`${checked.length} files checked, ${faults.length} that look like they hold a secret.`);
process.exitCode = faults.length > 0 ? 1 : 0;
