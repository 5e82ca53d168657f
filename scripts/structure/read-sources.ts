import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { SourceFile } from "./structure-faults";

const productFolders = ["app", "components", "server", "db", "inngest"];

/** The files of `folders`, the product's unless told, with their text; generated migrations left out. */
export function readSources(project: string, folders = productFolders): SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(project, folder)))
    .flatMap((folder) =>
      readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .map((file) => ({ file, path: relative(project, file).split(sep).join("/") }))
    .filter(({ path }) => !path.startsWith("db/migrations/"))
    .map(({ file, path }) => ({ path, content: readFileSync(file, "utf8") }));
}
