import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { apiKey, shops } from "./testing";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function launch(dataDir: string, port = "0") {
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/etsy/main.ts"], {
    env: { ...process.env, ETSY_SANDBOX_PORT: port, SANDBOX_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk) => {
      const found = /http:\/\/\S+/.exec(String(chunk))?.[0];
      if (found) resolve(found);
    });
    child.once("exit", () => resolve(""));
  });
  return { child, url, said: () => said };
}

async function call(address: string, body?: object, token?: string) {
  const headers: Record<string, string> = {
    "x-api-key": apiKey,
    "content-type": "application/json",
  };
  if (token) headers.authorization = `Bearer ${token}`;
  const method = body ? "POST" : "GET";
  const answer = await fetch(address, { method, headers, body: JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
}

test("a kill right after an answer loses no receipt, token, tracking, setting or journal line", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "etsy-kill-"));
  const first = await launch(dataDir);
  const { json: pair } = await call(`${first.url}/_sandbox/tokens`, { login: "maple" });
  const placed = await call(`${first.url}/_sandbox/shops/${shops.maple}/receipts`, { count: 3 });
  const [id] = placed.json.receipt_ids;
  const at = `/v3/application/shops/${shops.maple}/receipts`;
  const parcel = { tracking_code: "KEPT1", carrier_name: "usps" };
  const tracked = await call(`${first.url}${at}/${id}/tracking`, parcel, pair.access_token);
  expect(tracked.status).toBe(200);
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  const second = await launch(dataDir);
  const read = await call(`${second.url}${at}/${id}`, undefined, pair.access_token);
  expect(read.status).toBe(200);
  expect(read.json.shipments).toMatchObject([parcel]);
  const all = await call(`${second.url}${at}?limit=100`, undefined, pair.access_token);
  // The demo world has four receipts in this shop, and a restart adds none.
  expect(all.json.count).toBe(4 + 3);
  const next = await call(`${second.url}/_sandbox/shops/${shops.maple}/receipts`, {});
  expect(next.json.receipt_ids[0]).toBeGreaterThan(Math.max(...placed.json.receipt_ids));
  const { json } = await call(`${second.url}/_sandbox/journal`);
  expect(json.entries[0]).toMatchObject({ path: `${at}/${id}/tracking`, status: 200 });
  second.child.kill("SIGTERM");
  const [code] = await once(second.child, "exit");
  expect(code).toBe(0);
});

test("a second start on a busy port says so, ends, and leaves the files of the first alone", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "etsy-busy-"));
  const first = await launch(dataDir);
  const { port } = new URL(first.url);
  const second = await launch(dataDir, port);
  expect(second.url).toBe("");
  expect(second.said()).toContain(`Port ${port} on 127.0.0.1 is in use`);
  expect(second.child.exitCode).toBe(1);
  const placed = await call(`${first.url}/_sandbox/shops/${shops.maple}/receipts`, {});
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const third = await launch(dataDir);
  const kept = await call(`${third.url}/_sandbox/receipts/${placed.json.receipt_ids[0]}`);
  expect(kept.status).toBe(200);
});
