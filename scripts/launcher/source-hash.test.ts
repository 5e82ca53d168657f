import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sourceHash } from "./source-hash";

it("the hash changes with what the build reads, and with nothing else", () => {
  const root = mkdtempSync(join(tmpdir(), "source-hash-"));
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  mkdirSync(join(root, "app", "sign-in"), { recursive: true });
  mkdirSync(join(root, "e2e"));
  write("app/sign-in/page.tsx", "one");
  const first = sourceHash(root);
  write("app/sign-in/page.test.tsx", "a test");
  write("e2e/sign-in.spec.ts", "a test");
  write("README.md", "words");
  expect(sourceHash(root)).toBe(first);
  write("app/sign-in/page.tsx", "two");
  const second = sourceHash(root);
  expect(second).not.toBe(first);
  write("package-lock.json", "{}");
  expect(sourceHash(root)).not.toBe(second);
  rmSync(root, { recursive: true });
});
