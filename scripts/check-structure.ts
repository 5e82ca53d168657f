import { fileURLToPath } from "node:url";
import { readSources } from "./structure/read-sources";
import { structureFaults } from "./structure/structure-faults";

const sources = readSources(fileURLToPath(new URL("..", import.meta.url)));
const faults = structureFaults(sources);
// Nothing read would be no proof.
if (sources.length === 0) faults.push("No source file was found to check.");
for (const fault of faults) console.error(fault);
console.log(`${sources.length} files checked, ${faults.length} faults of structure.`);
process.exitCode = faults.length > 0 ? 1 : 0;
