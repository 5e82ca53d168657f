import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findAccount, isReachable } from "./postgres-account";

const stranger = { uid: 64_999, gid: 64_999 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "account-"));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("prefers the postgres user to nobody", () => {
  const nobody = "nobody:x:65534:65533:nobody:/:/sbin/nologin";
  expect(findAccount(`root:x:0:0:root:/root:/bin/sh\n${nobody}\npostgres:x:101:104::/:\n`)).toEqual(
    {
      uid: 101,
      gid: 104,
    },
  );
  expect(findAccount(nobody)).toEqual({ uid: 65534, gid: 65533 });
  expect(findAccount("root:x:0:0:root:/root:/bin/sh\n")).toBeNull();
});

describe.skipIf(process.platform === "win32")("for another account", () => {
  it("an open folder can be reached, also one that is yet to be made", () => {
    expect(isReachable(folder, stranger)).toBe(true);
    expect(isReachable(join(folder, "yet", "to-be-made"), stranger)).toBe(true);
  });

  it("a folder below a closed one cannot be reached", () => {
    const inner = join(folder, "closed", "inner");
    mkdirSync(inner, { recursive: true, mode: 0o755 });
    chmodSync(join(folder, "closed"), 0o700);
    expect(isReachable(inner, stranger)).toBe(false);
    expect(isReachable(inner, null)).toBe(true);
  });

  it("a folder that can be passed but not read serves for what lies below it", () => {
    const inner = join(folder, "passage", "inner");
    mkdirSync(inner, { recursive: true, mode: 0o755 });
    chmodSync(join(folder, "passage"), 0o711);
    expect(isReachable(inner, stranger)).toBe(true);
    expect(isReachable(join(folder, "passage"), stranger)).toBe(false);
  });
});
