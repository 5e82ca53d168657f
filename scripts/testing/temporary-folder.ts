import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder for the data of one run. Others may enter it, since PostgreSQL runs as another user
 * where root starts it; what is secret in it has a mode of its own.
 */
export function temporaryFolder(prefix: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(path, 0o755);
  return {
    path,
    remove() {
      for (const dataDir of [path, join(path, "postgres")]) {
        const pointer = join(dataDir, "files-are-in");
        if (existsSync(pointer))
          rmSync(readFileSync(pointer, "utf8").trim(), { recursive: true, force: true });
      }
      rmSync(path, { recursive: true, force: true });
    },
  };
}
