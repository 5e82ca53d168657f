import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

type Entries = Record<string, string[]>;
export type FirstLoads = { empty: number; routes: { route: string; bytes: number }[] };

/**
 * What a browser loads of scripts before a page works, read from a production build: what every
 * page of the build needs, and the chunks of the page, its layouts and its error pages. The polyfills
 * are left out: browsers that know modules do not load them. An empty page is one below the root
 * layout with no client component of its own.
 *
 * @param dist folder of the build.
 * @returns gzip bytes, routes sorted by name.
 * @throws Error when there is no build, or its manifests have another shape.
 */
export function readFirstLoads(dist: string): FirstLoads {
  const manifest = JSON.parse(readFileSync(join(dist, "build-manifest.json"), "utf8"));
  const main: string[] = manifest.rootMainFiles;
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const known = sizes.get(file) ?? gzipSync(readFileSync(join(dist, file))).length;
    sizes.set(file, known);
    return known;
  };
  const total = (files: string[]) =>
    [...new Set([...main, ...files])].reduce((sum, file) => sum + sizeOf(file), 0);
  const root = join(dist, "server", "app");
  const found = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page_client-reference-manifest\.js$/.test(file))
    .map((file) => ({ file, route: `/${file}`.replace(/\/\([^)]*\)|\/page_client.*/g, "") || "/" }))
    .filter(({ route }) => !route.startsWith("/_"))
    .sort((one, other) => one.route.localeCompare(other.route));
  if (found.length === 0) throw new Error(`There is no build in ${dist}: run npm run build first.`);
  const loads = found.map(({ file, route }) => ({ route, entries: entriesOf(join(root, file)) }));
  const rootLayout = Object.entries(loads[0]?.entries ?? {}).find(([name]) =>
    name.endsWith("/app/layout"),
  );
  return {
    empty: total(rootLayout?.[1] ?? []),
    routes: loads.map(({ route, entries }) => ({
      route,
      bytes: total(
        Object.entries(entries).flatMap(([name, files]) =>
          name.endsWith("global-error") ? [] : files,
        ),
      ),
    })),
  };
}

function entriesOf(file: string): Entries {
  const text = /"entryJSFiles":(\{[^}]*\})/.exec(readFileSync(file, "utf8"))?.[1];
  if (!text) throw new Error(`${file} names no scripts: this Next writes its manifest otherwise.`);
  return JSON.parse(text);
}
