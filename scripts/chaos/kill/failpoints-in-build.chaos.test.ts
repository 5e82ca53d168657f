import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isBuilt } from "@/scripts/launcher/build";
import { fromRoot } from "@/scripts/launcher/paths";
import { failpoints } from "./points";

const folders = [process.env.NEXT_DIST, ".next", ".next-test"].filter((name) => name !== undefined);
const folder = folders.find((name) => isBuilt(name));

/** All scripts that the production server runs. */
const scriptsOf = (dist: string): string[] =>
  readdirSync(fromRoot(dist, "server"), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.[cm]?js$/.test(path))
    .map((path) => readFileSync(fromRoot(dist, "server", path), "utf8"));

describe("The production build", () => {
  if (!folder)
    process.stdout.write(
      "  SKIPPED: there is no production build of these sources; npm test makes one before this.\n",
    );

  test.skipIf(!folder)("holds no failpoint and no way to end the process at one", () => {
    const scripts = scriptsOf(folder ?? "");
    // What stands next to a failpoint has to be found, or the wrong files were read.
    expect(scripts.some((text) => text.includes("More receipts changed in one second"))).toBe(true);
    const traces = [...failpoints, "crashAt", "FAILPOINTS"];
    expect(traces.filter((trace) => scripts.some((text) => text.includes(trace)))).toEqual([]);
  });
});
