import { expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { readSources } from "@/scripts/structure/read-sources";

const sources = readSources(fromRoot(".")).filter(({ path }) => !/\.test\.tsx?$/.test(path));
const holding = (what: RegExp) =>
  sources.filter(({ content }) => what.test(content)).map(({ path }) => path);

it("H27: no message of another window is listened to; the channel of our own pages carries no data", () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(holding(/addEventListener\(\s*["'`]message["'`]|window\.onmessage/)).toEqual([]);
  expect(holding(/\.onmessage\s*=(?!\s*\(\)\s*=>)/)).toEqual([]);
  expect(holding(/(?<!channel)\.postMessage\(/)).toEqual([]);
  expect(holding(/\.opener(?!\s*=\s*null)/)).toEqual([]);
});

it("H98: no text of anybody becomes HTML or a script, except through React, which escapes it", () => {
  const sinks =
    /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(|\bsrcDoc\b/;
  expect(holding(sinks)).toEqual([]);
});

it("H47: three files of the server call addresses, all of the environment: no name of anybody's is ever resolved", () => {
  expect(holding(/(?<!\.)\bfetch\(/).sort()).toEqual([
    // The browser's own, for the procedures of the address that it is at.
    "components/query/call.ts",
    "server/health.ts",
    "server/http.ts",
    "server/integrations/etsy-quota.ts",
  ]);
});

it("H109: a browser keeps only what was typed into the wizard and not saved, as long as its tab; no script reads or writes a cookie", () => {
  expect(holding(/\b(localStorage|indexedDB|caches\.open)\b/)).toEqual([]);
  expect(holding(/\bsessionStorage\b/)).toEqual(["components/configure/use-kept.ts"]);
  expect(holding(/\buseKept\(/).sort()).toEqual([
    "components/configure/fulfilment-step.tsx",
    "components/configure/name-form.tsx",
    "components/configure/order-creation-step.tsx",
  ]);
  expect(holding(/document\.cookie|cookieStore/)).toEqual([]);
});
