import { beforeAll, describe, expect, it, vi } from "vitest";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const place = "etsy_connection:access_token:1";

async function withKeys(keys: string) {
  vi.resetModules();
  process.env.ENCRYPTION_KEYS = keys;
  return import("./crypto");
}

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nowhere",
    AUTH_SECRET: "a secret that only tests know, long enough",
    ETSY_KEYSTRING: "k",
    ETSY_SHARED_SECRET: "s",
  });
});

describe("a sealed secret", () => {
  it("opens at its place, and seals differently each time", async () => {
    const { seal, open } = await withKeys(`a:${key(1)}`);
    const sealed = seal("token ✓", place);
    expect(open(sealed, place)).toBe("token ✓");
    expect(seal("token ✓", place)).not.toBe(sealed);
    expect(sealed).not.toContain("token");
  });

  it("does not open with a shortened tag", async () => {
    const { seal, open } = await withKeys(`a:${key(1)}`);
    const parts = seal("token", place).split(".");
    const tag = Buffer.from(parts[3] ?? "", "base64url").subarray(0, 4);
    parts[3] = tag.toString("base64url");
    expect(() => open(parts.join("."), place)).toThrow();
  });

  it("does not open at another place, nor with any part changed", async () => {
    const { seal, open } = await withKeys(`a:${key(1)}`);
    const sealed = seal("token", place);
    expect(() => open(sealed, "etsy_connection:access_token:2")).toThrow();
    const parts = sealed.split(".");
    for (let part = 0; part < parts.length; part++) {
      const changed = [...parts];
      const text = changed[part] ?? "";
      changed[part] = (text.startsWith("A") ? "B" : "A") + text.slice(1);
      expect(() => open(changed.join("."), place)).toThrow();
    }
    expect(() => open(parts.slice(0, 4).join("."), place)).toThrow();
    expect(() => open("token", place)).toThrow();
  });

  it("opens after a new key was put in front, and not once its own is gone", async () => {
    const sealed = (await withKeys(`a:${key(1)}`)).seal("token", place);
    expect((await withKeys(`b:${key(2)},a:${key(1)}`)).open(sealed, place)).toBe("token");
    const { open } = await withKeys(`b:${key(2)}`);
    expect(() => open(sealed, place)).toThrow("a that sealed");
  });

  it("is refused an environment with a short key, in words", async () => {
    const { seal } = await withKeys("a:c2hvcnQ=");
    expect(() => seal("token", place)).toThrow("ENCRYPTION_KEYS");
  });
});
