import { fileURLToPath } from "node:url";
import type { Plugin } from "vitest/config";
import { defineConfig } from "vitest/config";
import type { PlantedBug } from "./bugs";
import { plant, plantedBugs } from "./bugs";

const root = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");
const planted = process.env.PLANTED_BUG ?? "";

/** Puts the bug of PLANTED_BUG into its file on the way from the disk to the test. */
function plantBug(): Plugin {
  const bugs: Record<string, PlantedBug> = plantedBugs;
  const bug = bugs[planted];
  if (planted && !bug) throw new Error(`There is no planted bug "${planted}".`);
  return {
    name: "plant-bug",
    enforce: "pre",
    transform: (source, id) =>
      bug && id === `${root}/${bug.file}` ? { code: plant(planted, bug, source), map: null } : null,
  };
}

/** Runs the scenarios of the planted bugs; started by planted.chaos.test.ts. */
export default defineConfig({
  root,
  plugins: [plantBug()],
  resolve: {
    alias: { "@": root, "server-only": `${root}/scripts/testing/empty.ts` },
  },
  test: {
    include: ["scripts/chaos/planted/scenarios.run.ts"],
    globalSetup: ["scripts/testing/database.ts"],
    setupFiles: ["scripts/testing/own-database.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
