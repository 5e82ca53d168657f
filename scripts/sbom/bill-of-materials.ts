import { z } from "zod";

const names = z.record(z.string(), z.string()).default({});
const lockfile = z.object({
  name: z.string(),
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      dependencies: names,
      optionalDependencies: names,
      peerDependencies: names,
      peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })).default({}),
    }),
  ),
});

/** Where npm looks for a package from inside another one: nearest folder first. */
export function places(from: string, name: string): string[] {
  const found = [];
  for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    found.push(`${at ? `${at}/` : ""}node_modules/${name}`);
    if (at === "") return found;
  }
}

/** The places of what is reached from the product's own dependencies; tools are not. */
function used(packages: z.infer<typeof lockfile>["packages"]): string[] {
  const reached = new Set([""]);
  for (const from of reached) {
    const own = packages[from];
    if (!own) continue;
    const peers = Object.keys(own.peerDependencies).filter(
      (name) => !own.peerDependenciesMeta[name]?.optional,
    );
    for (const name of [
      ...Object.keys(own.dependencies),
      ...Object.keys(own.optionalDependencies),
      ...peers,
    ]) {
      const place = places(from, name).find((one) => one in packages);
      if (place) reached.add(place);
    }
  }
  return [...reached].filter((place) => place !== "").sort();
}

const purlOf = (name: string, version: string): string =>
  `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** npm's `sha512-…` as CycloneDX writes it. */
function hashesOf(integrity: string | undefined) {
  const [algorithm = "", base64 = ""] = integrity?.split("-") ?? [];
  if (algorithm !== "sha512") return [];
  return [{ alg: "SHA-512", content: Buffer.from(base64, "base64").toString("hex") }];
}

const licensesOf = (license: string | undefined) =>
  license === undefined
    ? []
    : / (OR|AND|WITH) /.test(license)
      ? [{ expression: license }]
      : [{ license: { name: license } }];

/**
 * The libraries that the product runs with, in the form of CycloneDX 1.5, from the text of
 * package-lock.json. `npm sbom --omit dev` leaves out what a tool needs too, React among it.
 */
export function billOfMaterials(lock: string) {
  const { name, version, packages } = lockfile.parse(JSON.parse(lock));
  const components = used(packages).map((path) => {
    const { version: of = "", integrity, license } = packages[path] ?? {};
    const library = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const purl = purlOf(library, of);
    return {
      type: "library",
      "bom-ref": `${purl}#${path}`,
      name: library,
      version: of,
      purl,
      hashes: hashesOf(integrity),
      licenses: licensesOf(license),
    };
  });
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", name, version } },
    components,
  };
}
