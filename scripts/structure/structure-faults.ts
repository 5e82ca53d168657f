export type SourceFile = { path: string; content: string };

/** What Next gives a meaning in app/, and what may stand beside it. */
const routeFiles = new Set([
  "page.tsx",
  "layout.tsx",
  "route.ts",
  "error.tsx",
  "global-error.tsx",
  "not-found.tsx",
  "loading.tsx",
  "actions.ts",
  "icon.svg",
  "globals.css",
]);

/** Next asks for the browser in these. */
const browserPages = /^app\/(.+\/)?(global-)?error\.tsx$/;

/** Folders that say nothing about what is in them. */
const vague = new Set(["lib", "libs", "util", "utils", "helper", "helpers", "common", "misc"]);

const lists = new Set(["inngest/index.ts"]);

const startsInBrowser = (content: string): boolean => /^\s*["']use client["']/.test(content);

function faultsOf({ path, content }: SourceFile): string[] {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  const faults: string[] = [];
  if (startsInBrowser(content) && folders[0] !== "components" && !browserPages.test(path))
    faults.push('"use client" belongs into components/ only; move what needs the browser there.');
  if (folders[0] === "app" && !routeFiles.has(name) && !name.includes(".test."))
    faults.push(
      "app/ holds routes only; components go to components/, everything else to server/.",
    );
  if (/^index\.tsx?$/.test(name) && !lists.has(path))
    faults.push(
      "Nothing is called index: name the file after what it holds and import it by name.",
    );
  const meaningless = folders.find((folder) => vague.has(folder));
  if (meaningless)
    faults.push(`"${meaningless}" says nothing; put the file beside the code that it serves.`);
  if (folders[0] === "server" && folders.length > 2 && folders[1] !== "trpc")
    faults.push("server/<domain>/ is flat: a folder inside a domain is a domain of its own.");
  return faults;
}

/** Faults in the layout of the product, one sentence each, beginning with the file. */
export const structureFaults = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => faultsOf(file).map((fault) => `${file.path}: ${fault}`));
