import { once } from "node:events";
import type { Server } from "node:http";
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testEnvironment } from "@/scripts/testing/environment";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const lines: Record<string, unknown>[] = [];
let server: Server;

beforeAll(async () => {
  const given = { ...testEnvironment, DATABASE_URL: "postgres://localhost/x", LOG_LEVEL: "debug" };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(JSON.parse(String(line)));
    return true;
  });
  const { notePeerAddresses } = await import("./peer-address");
  const { watchRequests } = await import("./watch-requests");
  const { log } = await import("./log");
  notePeerAddresses();
  watchRequests();
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://x");
    await sleep(Number(url.searchParams.get("ms") ?? 0));
    log.info("library", { count: Number(url.searchParams.get("n")) });
    response.statusCode = Number(url.searchParams.get("status") ?? 200);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function get(path: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const asked = ask({ port, host: "127.0.0.1", path, headers }).end();
  const [answer] = await once(asked, "response");
  answer.resume();
  await once(answer, "end");
  await sleep(20);
  return answer as { headers: Record<string, string>; statusCode: number };
}

describe("a request", () => {
  it("has an id of its own, which the answer tells and every line about it carries, however they cross", async () => {
    lines.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => get(`/integrations?n=${n}&ms=${(n * 7) % 40}`)),
    );
    const ids = answers.map(({ headers }) => headers["x-request-id"] ?? "");
    expect(new Set(ids).size).toBe(20);
    for (const [n, id] of ids.entries()) {
      expect(id).toMatch(uuid);
      const own = lines.filter(({ requestId }) => requestId === id);
      expect(own.map(({ msg }) => msg)).toEqual(["library", "request"]);
      expect(own[0]).toMatchObject({ count: n });
      expect(own[1], "fields of a line are of that line alone").not.toHaveProperty("count");
      expect(own[1]).toMatchObject({ method: "GET", path: "/integrations", status: 200 });
    }
  });

  it("takes no id from outside, and logs neither query nor address", async () => {
    lines.length = 0;
    const forged = "11111111-1111-4111-8111-111111111111";
    const { headers } = await get("/join/zephyrine@x.test?token=secret", {
      "x-request-id": forged,
    });
    expect(headers["x-request-id"]).not.toBe(forged);
    const told = JSON.stringify(lines);
    for (const spilled of [forged, "zephyrine", "secret", "127.0.0.1"])
      expect(told).not.toContain(spilled);
    expect(lines.at(-1)).toMatchObject({
      path: "/join/{}",
      from: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
  });

  it.each([401, 403, 413, 429])(
    "that is answered with %s leaves a line for the watch on attacks",
    async (status) => {
      lines.length = 0;
      await get(`/settings?status=${status}`);
      const refused = lines.filter(({ msg }) => msg === "refused");
      expect(refused).toEqual([
        expect.objectContaining({ level: "warn", kind: "answer", status, path: "/settings" }),
      ]);
      lines.length = 0;
      await get("/settings?status=404");
      expect(lines.filter(({ msg }) => msg === "refused")).toEqual([]);
    },
  );
});
