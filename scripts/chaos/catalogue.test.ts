import { expect, test } from "vitest";
import { projectRoot } from "@/scripts/launcher/paths";
import { readSources } from "@/scripts/structure/read-sources";

const faults = Array.from({ length: 48 }, (_, at) => `F${at + 1}`);

/** Titles begin with the numbers, `"F13: …"` or `"F1 F2: …"`, or take one from a row of a table, `["F34", …`. */
const named = new Set(
  readSources(projectRoot, ["server", "scripts", "e2e"])
    .filter(({ path }) => /\.(test|spec)\.tsx?$/.test(path) && !path.endsWith("catalogue.test.ts"))
    .flatMap(({ content }) => [...content.matchAll(/["`]((?:F\d{1,2}[ ,:"]+)+)/g)])
    .flatMap(([, numbers = ""]) => numbers.match(/F\d+/g) ?? []),
);

test.each(faults)("%s of the fault catalogue stands in the title of a test", (fault) => {
  expect(named.has(fault)).toBe(true);
});
