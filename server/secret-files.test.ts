import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import { secretNames, takeSecretFiles } from "./secret-files";

const folder = temporaryFolder("secrets-");
afterAll(() => folder.remove());
const file = (name: string, text: string) => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};

it("takes each secret from its file, without the line break at its end", () => {
  const given: Record<string, string> = Object.fromEntries(
    secretNames.map((name) => [`${name}_FILE`, file(name, `CANARY ${name}\n`)]),
  );
  takeSecretFiles(given);
  for (const name of secretNames) expect(given[name]).toBe(`CANARY ${name}`);
  // A second process that inherits all of it takes nothing twice.
  expect(() => takeSecretFiles(given)).not.toThrow();
});

it("leaves what is no file, and takes no other variable", () => {
  const given = { AUTH_SECRET: "a", AUTH_SECRET_FILE: "", APP_URL_FILE: file("url", "http://x") };
  takeSecretFiles(given);
  expect(given).toMatchObject({ AUTH_SECRET: "a" });
  expect(given).not.toHaveProperty("APP_URL");
});

it("names all that is wrong at once, and none of the secrets", () => {
  const take = () =>
    takeSecretFiles({
      AUTH_SECRET: "CANARY",
      AUTH_SECRET_FILE: file("auth", "CANARY"),
      METRICS_TOKEN_FILE: file("empty", "\n"),
      SMTP_URL_FILE: join(folder.path, "not there"),
    });
  expect(take).toThrow(
    /AUTH_SECRET and AUTH_SECRET_FILE are both set[\s\S]*SMTP_URL_FILE names a file that cannot be read\n {2}METRICS_TOKEN_FILE names an empty file/,
  );
  expect(take).not.toThrow(/CANARY/);
});
