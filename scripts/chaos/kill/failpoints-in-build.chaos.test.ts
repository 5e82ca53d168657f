import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { buildConsole } from "@/scripts/testing/stack";
import { failpoints } from "./points";

let scripts: string[];

/** All scripts that the production server runs or sends to browsers; what the compiler keeps for itself is none. */
const scriptsOf = (dist: string): string[] =>
  ["server", "static"].flatMap((part) =>
    readdirSync(fromRoot(dist, part), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.[cm]?js$/.test(path))
      .map((path) => readFileSync(fromRoot(dist, part, path), "utf8")),
  );

beforeAll(async () => {
  // npm test has made it by now; without it this fails, as nothing would have been looked at.
  scripts = scriptsOf(await buildConsole(() => {}));
}, 600_000);

describe("The production build", () => {
  test("was read: what stands beside the failpoints is found in it", () => {
    const neighbours = ["More receipts changed in one second", "order.adopted", "parcel.told"];
    expect(neighbours.filter((text) => !scripts.some((script) => script.includes(text)))).toEqual(
      [],
    );
  });

  test("holds none of the failpoints, nor a way to end the process at one", () => {
    const traces = [...failpoints, "crashAt", "FAILPOINTS"];
    expect(traces.filter((trace) => scripts.some((text) => text.includes(trace)))).toEqual([]);
  });
});

test("there are 26 failpoints: both sides of 13 boundaries", () => {
  expect(new Set(failpoints).size).toBe(26);
});
