import { once } from "node:events";
import type { RequestListener } from "node:http";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it, vi } from "vitest";

const running: (() => void)[] = [];
afterEach(() => {
  for (const end of running.splice(0)) end();
  vi.resetModules();
  (globalThis as { selfManagedIntegrationsStopping?: boolean }).selfManagedIntegrationsStopping =
    undefined;
});

async function serving(listener: RequestListener) {
  const { watchOpenRequests } = await import("./open-requests");
  const { endRequests } = await import("./stop-gracefully");
  const requests = watchOpenRequests();
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  running.push(() => {
    server.closeAllConnections();
    server.close();
    agent.destroy();
  });
  /** The status and the Connection header of an answer, or the code of what went wrong. */
  const ask = (path = "/") =>
    new Promise<string>((resolve) => {
      request({ port, path, agent }, (answer) => {
        answer.resume();
        answer.once("end", () => resolve(`${answer.statusCode} ${answer.headers.connection}`));
        answer.once("error", () => resolve("cut"));
      })
        .once("error", (problem) => resolve("code" in problem ? String(problem.code) : "failed"))
        .end();
    });
  return { closed: once(server, "close"), requests, ask, end: endRequests };
}

const slow =
  (ms: number): RequestListener =>
  (_request, response) => {
    setTimeout(() => response.end("done"), ms);
  };

it("a request under way is answered in full, and then nothing is open", async () => {
  const { closed, requests, ask, end } = await serving(slow(400));
  const answer = ask();
  await sleep(100);
  const cut = end(requests, { noticeMs: 0, patienceMs: 5000 });
  await sleep(100);
  expect(await ask()).toBe("ECONNREFUSED");
  expect(await cut).toBe(0);
  expect(await answer).toBe("200 close");
  await closed;
});

it("an answer that had begun before is sent to its end, and its connection closed", async () => {
  const { closed, requests, ask, end } = await serving((_request, response) => {
    response.write("begun");
    setTimeout(() => response.end(" and done"), 300);
  });
  const answer = ask();
  await sleep(100);
  expect(await end(requests, { noticeMs: 0, patienceMs: 5000 })).toBe(0);
  expect(await answer).toBe("200 keep-alive");
  await closed;
});

it("new requests are taken while whoever balances has not noticed yet, each on its last connection", async () => {
  const { requests, ask, end } = await serving(slow(10));
  expect(await ask()).toBe("200 keep-alive");
  const cut = end(requests, { noticeMs: 400, patienceMs: 5000 });
  for (let nth = 0; nth < 5; nth += 1) {
    expect(await ask()).toBe("200 close");
    await sleep(20);
  }
  expect(await cut).toBe(0);
  expect(await ask()).toBe("ECONNREFUSED");
});

it("what is not over in time is cut and counted", async () => {
  const { requests, ask, end } = await serving(slow(60_000));
  const answer = ask();
  await sleep(100);
  const from = Date.now();
  expect(await end(requests, { noticeMs: 0, patienceMs: 300 })).toBe(1);
  expect(Date.now() - from).toBeLessThan(15_000);
  expect(await answer).toBe("ECONNRESET");
});
