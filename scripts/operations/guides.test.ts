import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fromRoot } from "@/scripts/launcher/paths";
import { secretNames } from "@/server/secret-files";
import { documentedNames, read, readCompose } from "./read-deployment";

const folder = "docs/operations";
const pages = [
  "README.md",
  "docs/README.md",
  ...readdirSync(fromRoot(folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`),
];
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));
const compose = readCompose();

/** Names that other programs give a meaning, each with the file of ours that hands it to them. */
const handedOver = ["Dockerfile", "compose.yaml", "deploy/Caddyfile"].map(read).join("\n");
/** Names of the systems themselves. */
const foreign = new Set([
  "ON_ERROR_STOP",
  "OTEL_SERVICE_NAME",
  "OTEL_RESOURCE_ATTRIBUTES",
  "OTEL_TRACES_SAMPLER",
]);

const codeOf = (text: string) =>
  [...text.matchAll(/```\w*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
    ([, block, inline]) => block ?? inline ?? "",
  );

/** Scripts of package.json that a page tells to run. */
const scriptsIn = (text: string) =>
  [...text.matchAll(/(?:npm run (?:--\S+ )?|^smi )([a-z][\w:-]*)/gm)].map(([, name = ""]) => name);

/** Variables of the environment that a page names. */
function variablesIn(text: string): string[] {
  const code = codeOf(text).join("\n");
  return [...code.matchAll(/(?<![\w/."'-])\$?\{?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w(])/g)].map(
    ([, name = ""]) => name,
  );
}

/** Variables that a page's own commands set for those after them. */
const setIn = (text: string) =>
  new Set([...text.matchAll(/^(?:export )?([A-Z][A-Z_]*)=/gm)].map(([, name = ""]) => name));

function unknownVariables(text: string): string[] {
  const documented = documentedNames();
  const own = setIn(text);
  return variablesIn(text).filter(
    (name) =>
      !documented.has(name) &&
      !own.has(name) &&
      !foreign.has(name) &&
      !secretNames.some((secret) => `${secret}_FILE` === name) &&
      !new RegExp(`\\b${name}\\b`).test(handedOver),
  );
}

/** Links that lead to nothing. */
const brokenLinks = (page: string, text: string) =>
  [...text.matchAll(/\]\(([^)#\s]+)(?:#[\w-]+)?\)/g)]
    .map(([, to = ""]) => to)
    .filter((to) => !/^https?:/.test(to))
    .filter((to) => !existsSync(fromRoot(normalize(join(dirname(page), to)))));

describe.each(pages)("%s", (page) => {
  const text = read(page);

  it("tells to run scripts that are there", () => {
    expect(scriptsIn(text).filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names variables that are there", () => {
    expect(unknownVariables(text)).toEqual([]);
  });

  it("leads to pages that are there", () => {
    expect(brokenLinks(page, text)).toEqual([]);
  });

  it("names files and services that are there", () => {
    const files = [...text.matchAll(/\/opt\/smi\/current\/([\w@./-]+)/g)].map(([, to = ""]) => to);
    expect(files.filter((file) => !existsSync(fromRoot(file)))).toEqual([]);
    const named = [
      ...text.matchAll(/^docker compose (?:run|up|exec)((?: --[\w-]+)*) ([a-z][\w-]*)/gm),
    ].map(([, , name = ""]) => name);
    expect(named.filter((name) => !(name in compose.services))).toEqual([]);
    const targets = [...text.matchAll(/--target ([\w-]+)/g)].map(([, name = ""]) => name);
    expect(targets.filter((name) => !read("Dockerfile").includes(` AS ${name}\n`))).toEqual([]);
  });
});

it("each page has its place in an index", () => {
  const index = (at: string) => read(`${at}/README.md`);
  for (const at of ["docs", folder])
    for (const name of readdirSync(fromRoot(at)))
      if (/\.md$/.test(name) && name !== "README.md")
        expect(index(at), name).toContain(`(${name})`);
});

it("what is not there would be noticed", () => {
  const text =
    "Run `npm run db:migratee` with `SHUTDOWN_SECONDZ=1`:\n\n```sh\nsmi doctorr\n```\n[x](nowhere.md)\n";
  expect(scriptsIn(text).filter((name) => !(name in scripts))).toEqual(["db:migratee", "doctorr"]);
  expect(unknownVariables(text)).toEqual(["SHUTDOWN_SECONDZ"]);
  expect(brokenLinks(`${folder}/x.md`, text)).toEqual(["nowhere.md"]);
});

it("the guides for one machine and for containers set what the product cannot start without", () => {
  const needed = ["AUTH_SECRET", "ENCRYPTION_KEYS", "ETSY_KEYSTRING", "ETSY_SHARED_SECRET"];
  const inngest = ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"];
  for (const guide of ["one-machine", "containers", "vercel"])
    for (const name of [...needed, ...inngest])
      expect(variablesIn(read(`${folder}/${guide}.md`)), guide).toContain(name);
});
