import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { fromRoot } from "./launcher/paths";
import { places } from "./sbom/bill-of-materials";

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

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
