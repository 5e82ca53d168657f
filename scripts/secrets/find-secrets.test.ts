import { expect, it } from "vitest";
import { findSecrets, secretValues } from "./find-secrets";

const letters = (count: number) => "Ab3".repeat(count).slice(0, count);

it.each([
  ["a private key", `-----BEGIN RSA ${"PRIVATE"} KEY-----\n${letters(64)}`],
  ["an AWS key", `AKIA${"ABCDEFGH12345678"}`],
  ["a GitHub token", `ghp_${letters(36)}`],
  ["a Slack token", `xoxb-${letters(24)}`],
  ["a payment key", `sk_live_${letters(24)}`],
  ["an npm token", `npm_${letters(36)}`],
  ["an Etsy token", `12345678.${letters(64)}`],
  ["a password in an address", `postgres://app:${letters(16)}@db.example.com/x`],
  ["an encryption key", `ENCRYPTION_KEYS=k1:${letters(43)}=`],
])("finds %s that was planted, and does not repeat it", (what, secret) => {
  const found = findSecrets(`const a = 1;\nconst b = "${secret}";\n`);
  expect(found).toEqual([`line 2: ${what}`]);
  expect(found.join()).not.toContain(secret);
});

it("leaves code alone that only speaks of secrets", () => {
  expect(findSecrets('const password = env().AUTH_SECRET; // "postgres://localhost/db"')).toEqual(
    [],
  );
});

it("finds a secret of this machine by its value, whatever it looks like", () => {
  const value = "lantern orchard mackerel violin";
  const known = secretValues({
    AUTH_SECRET: value,
    APP_URL: "http://localhost:3000/and/more",
    A_KEY: "short",
  });
  expect(known).toEqual([value]);
  expect(findSecrets(`a;\nconst b = "${value}";`, known)).toEqual([
    "line 2: a secret of this machine",
  ]);
});
