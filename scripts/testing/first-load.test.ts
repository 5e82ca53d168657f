import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { readFirstLoads } from "./first-load";
import { runNode } from "./run-node";
import { temporaryFolder } from "./temporary-folder";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder("first-load-");
});
afterEach(() => folder.remove());

function write(path: string, content: string | Buffer): void {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A build as Next writes it: 10 kB for every page, and so much more for one of them. */
function build(pageBytes: number): void {
  write("main.js", randomBytes(8_000));
  write("layout.js", randomBytes(2_000));
  write("page.js", randomBytes(pageBytes));
  write("crash.js", randomBytes(50_000));
  write("build-manifest.json", JSON.stringify({ rootMainFiles: ["main.js"] }));
  const entries = {
    "[project]/app/layout": ["layout.js"],
    "[project]/app/(console)/shops/[shopId]/page": ["layout.js", "page.js"],
    "[project]/app/global-error": ["crash.js"],
  };
  write(
    "server/app/(console)/shops/[shopId]/page_client-reference-manifest.js",
    `globalThis.__RSC_MANIFEST={"entryJSFiles":${JSON.stringify(entries)},"more":{}}`,
  );
}

const judge = async (): Promise<{ code: number; told: string }> => {
  const told: string[] = [];
  const args = ["tsx", fromRoot("scripts", "first-load.ts"), folder.path];
  const code = await runNode("--import", args, (text) => told.push(text));
  return { code, told: told.join("") };
};

it("counts each script once, gzipped, and leaves out the page for when all else fails", () => {
  build(1_000);
  const { empty, routes } = readFirstLoads(folder.path);
  expect(empty).toBeGreaterThan(10_000);
  expect(empty).toBeLessThan(10_100);
  expect(routes.map(({ route }) => route)).toEqual(["/shops/[shopId]"]);
  expect(routes[0]?.bytes).toBeGreaterThan(11_000);
  expect(routes[0]?.bytes).toBeLessThan(11_200);
});

it("passes a route of 1.2 times the empty page", async () => {
  build(2_000);
  expect(await judge()).toMatchObject({ code: 0 });
});

it("refuses a route of 1.3 times the empty page, and names it", async () => {
  build(3_000);
  const { code, told } = await judge();
  expect(code).toBe(1);
  expect(told).toContain("1 of 1 routes load more than 1.25 × the empty page.");
  expect(told).toContain("/shops/[shopId]");
});

it("refuses a folder that holds no build", async () => {
  expect(await judge()).toMatchObject({ code: 1 });
});
