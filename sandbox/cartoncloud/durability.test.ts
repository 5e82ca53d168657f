import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "./testing";
import { orderBody, talkTo, whereAll } from "./testing";

let dataDir = "";
let running: ChildProcess | null = null;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "cartoncloud-"));
});
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the command as a process of its own, on a free port, and waits for the address it prints. */
async function start(port = "0"): Promise<{ url: string; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/cartoncloud/main.ts"], {
    env: { ...process.env, CARTONCLOUD_SANDBOX_PORT: port, SANDBOX_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running = child;
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let text = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (part: Buffer): void => {
      text += part.toString();
      const [found] = /http:\/\/\S+/.exec(text) ?? [];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then((code) => reject(new Error(`ended with ${code}: ${text}`)));
  });
  return { url, ended };
}

describe("the stand-in as a process", () => {
  it("keeps every order, consignment, token and setting across kill -9", {
    timeout: 60_000,
  }, async () => {
    const first = await start();
    const before = talkTo(first.url);
    await before.set({ webhook: null, tokenTtlSeconds: 900 });
    await before.signIn();
    const answered: Json[] = [];
    const posting = (async () => {
      for (let index = 0; ; index += 1) {
        const { body } = await before.tenant("POST", "/outbound-orders", orderBody(`k-${index}`));
        answered.push(body as Json);
        if (index === 5) await before.control("POST", `/orders/${answered[0]?.id}/dispatch`);
        if (index === 20) running?.kill("SIGKILL");
      }
    })();
    await expect(posting).rejects.toThrow();
    await first.ended;

    const second = await start();
    const after = talkTo(second.url);
    expect((await after.control("GET", "/settings")).body).toMatchObject({ tokenTtlSeconds: 900 });
    after.useToken(before.token());
    const search = whereAll(["/references/customer", "k-0"]);
    expect((await after.tenant("POST", "/outbound-orders/search", search)).body).toMatchObject([
      { id: answered[0]?.id, status: "DISPATCHED", version: 2 },
    ]);
    const parcels = whereAll(["/generatedFromTask/id", String(answered[0]?.id)]);
    expect((await after.tenant("POST", "/consignments/search", parcels)).body).toHaveLength(1);
    for (const order of answered.slice(1))
      expect((await after.tenant("GET", `/outbound-orders/${order.id}`)).body).toEqual(order);
    const again = await after.tenant("POST", "/outbound-orders", orderBody("k-1"));
    expect(again.status).toBe(422);

    running?.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  });

  it("says in words that its port is busy and ends with an error", {
    timeout: 30_000,
  }, async () => {
    const { url } = await start();
    const holder = running;
    await expect(start(new URL(url).port)).rejects.toThrow(/ended with 1: .*in use/s);
    expect((await fetch(`${url}/_sandbox/health`)).status).toBe(200);
    holder?.kill("SIGKILL");
  });
});
