import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "@/scripts/testing/routes";
import { ApiError } from "@/server/errors";
import { call } from "@/server/http";
import { round } from "./drain";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

const longestMs = 16_000;

/** A server that takes a request and then behaves as its path says. */
async function badServer() {
  const server = createServer((request, response) => {
    if (request.url === "/silent") return;
    if (request.url === "/half") {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"count":1,"results":[');
      return;
    }
    const whole = gzipSync(
      JSON.stringify({ count: 1, results: Array(200).fill({ receipt_id: 1 }) }),
    );
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(whole.subarray(0, whole.length - 20));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const outcome = async (url: string) => {
  const began = Date.now();
  const error = await call("Etsy", url, {}).catch((problem: unknown) => problem);
  return { error, tookMs: Date.now() - began };
};

test("F4: no connection, no first byte and no end of the body each end the call within 16 s", async () => {
  const server = await badServer();
  try {
    const all = await Promise.all(
      // An address of the range for documentation: nobody answers there.
      ["http://192.0.2.1:81/", `${server.url}/silent`, `${server.url}/half`].map(outcome),
    );
    for (const { error, tookMs } of all) {
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ kind: "network", effectUnknown: true });
      expect(tookMs).toBeLessThan(longestMs);
    }
  } finally {
    server.close();
  }
});

test("F5: a gzip that breaks off is no answer", async () => {
  const server = await badServer();
  try {
    const { error } = await outcome(`${server.url}/gzip`);
    expect(error).toMatchObject({ effectUnknown: true });
  } finally {
    server.close();
  }
});

test("F4: a shop whose page hangs holds up no other, and its next pull has everything", async () => {
  const [slow, other] = await world.begin(2);
  if (!other) throw new Error("There is one shop only.");
  await world.place(slow, { count: 2 });
  const [unaffected = ""] = await world.place(other);
  await world.etsy.fault({
    route: routes.page,
    match: { path: `/v3/application/shops/${slow.shopId}/receipts` },
    when: "before",
    fault: { kind: "hang", ms: 60_000 },
  });
  const began = Date.now();
  await round();
  expect(Date.now() - began).toBeLessThan(longestMs + 1000);
  expect((await world.rowOf(slow)).pullCursor).toEqual(slow.pullCursor);
  expect(await world.linkOf(unaffected)).toMatchObject({ state: "created" });
  expect(await world.settled()).toEqual([]);
});
