import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keptSecrets } from "./secrets";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("secrets are made once and are the same ever after", () => {
  const file = join(folder, "secrets.json");
  const first = keptSecrets(file);
  expect(keptSecrets(file)).toEqual(first);
  expect(keptSecrets(join(folder, "other.json")).AUTH_SECRET).not.toBe(first.AUTH_SECRET);
  expect(Buffer.from(first.ENCRYPTION_KEYS.split(":")[1] ?? "", "base64")).toHaveLength(32);
});

it.skipIf(process.platform === "win32")("only their owner may read them", () => {
  const file = join(folder, "secrets.json");
  keptSecrets(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("a damaged file is refused instead of replaced", () => {
  const file = join(folder, "secrets.json");
  writeFileSync(file, '{"AUTH_SECRET":');
  expect(() => keptSecrets(file)).toThrow("cannot be read or is damaged");
});

it("a secret that came later is added to an older file, and stays", () => {
  const file = join(folder, "secrets.json");
  const { ETSY_WEBHOOK_SECRET: _, CARTONCLOUD_WEBHOOK_KEY: __, ...older } = keptSecrets(file);
  writeFileSync(file, JSON.stringify(older));
  const now = keptSecrets(file);
  expect(now).toMatchObject(older);
  expect(now.ETSY_WEBHOOK_SECRET).toMatch(/^whsec_/);
  expect(now.CARTONCLOUD_WEBHOOK_KEY.length).toBeGreaterThan(30);
  expect(keptSecrets(file)).toEqual(now);
});
