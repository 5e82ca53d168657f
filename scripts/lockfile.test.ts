import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { fromRoot } from "./launcher/paths";

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

/** Where npm looks for a package from inside another one: nearest folder first. */
function places(from: string, name: string): string[] {
  const found = [];
  for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    found.push(`${at ? `${at}/` : ""}node_modules/${name}`);
    if (at === "") return found;
  }
}

// npm leaves packages of other systems out of the lock file when a registry does not have them,
// and then refuses that very file on every machine.
it("the lock file names the packages of every system, so that npm ci accepts it everywhere", () => {
  const { packages } = lockfile.parse(
    JSON.parse(readFileSync(fromRoot("package-lock.json"), "utf8")),
  );
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !places(from, name).some((place) => place in packages),
    ),
  );
  expect(missing).toEqual([]);
});
