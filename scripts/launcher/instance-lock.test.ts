import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runningInstance, takeInstanceLock } from "./instance-lock";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "instance-lock-"));
  file = join(folder, "deep", "running.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a second start is told where the first one is", async () => {
  const release = await takeInstanceLock(file, "http://localhost:3000");
  await expect(takeInstanceLock(file, "http://localhost:3100")).rejects.toThrow(
    `It is running already: http://localhost:3000 (process ${process.pid}).`,
  );
  release();
  (await takeInstanceLock(file, "http://localhost:3100"))();
});

it("a note that a killed launcher left behind is no obstacle, even when its port is used again", async () => {
  const release = await takeInstanceLock(file, "http://localhost:3000");
  const note = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...note, token: "of-a-launcher-that-was-killed" }));
  expect(await runningInstance(file)).toBeNull();
  const again = await takeInstanceLock(file, "http://localhost:3000");
  again();
  release();
});
