import { readFileSync } from "node:fs";
import { fromRoot } from "./launcher/paths";
import { billOfMaterials } from "./sbom/bill-of-materials";

/** Prints the bill of materials of what the lock file says; asks nobody. */
const bill = billOfMaterials(readFileSync(fromRoot("package-lock.json"), "utf8"));
console.log(JSON.stringify(bill, null, 2));
