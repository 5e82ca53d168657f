import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { request as ask, createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const kinds = { pages: 0, api: 0, webhooks: 0, jobs: 0 };
export type Kind = keyof typeof kinds;
export type Failure = { kind: Kind; what: string; target: string; at: string };

/** A status of 400 or more where only good requests are sent, an answer cut off, or nobody to ask. */
export type Traffic = {
  requests: Record<Kind, number>;
  failures: Failure[];
  /** Calls of the job runner that each target answered well. */
  served: Record<string, number>;
};

const kindOf = (path: string): Kind => {
  if (path.startsWith("/api/inngest")) return "jobs";
  if (path.startsWith("/api/trpc")) return "api";
  return path.startsWith("/api/webhooks") ? "webhooks" : "pages";
};

/** Between two looks at a target's readiness, and the time that an answer may take, ms. */
const lookEveryMs = 250;
const lookMs = 3_000;
/** So many looks in a row find it not ready before nobody is sent there; one that finds it ready is enough. */
const badLooks = 3;

/**
 * A reverse proxy as it stands before several processes: turn and turn about among those whose
 * /api/health?pages answers 200. It sends nothing twice, so a request that meets a closed door fails.
 */
export async function startProxy(port: number) {
  const traffic: Traffic = { requests: { ...kinds }, failures: [], served: {} };
  /** How many looks in a row found each of them not ready, and what the last of them said. */
  const bad = new Map<string, { looks: number; said: string }>();
  const ready = (target: string) => (bad.get(target)?.looks ?? badLooks) < badLooks;
  let turn = 0;
  let closing = false;

  const look = async (target: string) => {
    const began = Date.now();
    const said = await fetch(`${target}/api/health?pages`, {
      signal: AbortSignal.timeout(lookMs),
      headers: { connection: "close" },
    })
      .then(async (answer) => `${answer.status} ${await answer.text()}`)
      .catch((error: unknown) => String(error));
    const { looks = badLooks } = bad.get(target) ?? {};
    const good = said.startsWith("200 ");
    bad.set(target, {
      looks: good ? 0 : looks + 1,
      said: `${said} after ${Date.now() - began} ms`,
    });
  };
  const watch = async (target: string) => {
    while (!closing) {
      await look(target);
      await sleep(lookEveryMs);
    }
  };

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    const kind = kindOf(path);
    traffic.requests[kind] += 1;
    const open = [...bad.keys()].filter(ready);
    turn += 1;
    const target = open[turn % open.length] ?? "";
    const fail = (reason: string) => {
      const what = `${request.method} ${path.split("?")[0]}: ${reason}`;
      traffic.failures.push({ kind, what, target, at: new Date().toISOString() });
    };
    if (target === "") {
      fail(`no process is ready: ${[...bad.values()].map(({ said }) => said).join("; ")}`);
      response.writeHead(503).end();
      return;
    }
    const headers = { ...request.headers, connection: "close" };
    const outgoing = ask(target + path, { method: request.method, headers, agent: false });
    let left = false;
    response.once("close", () => {
      left = !response.writableFinished;
      if (left) outgoing.destroy();
    });
    outgoing.once("response", (incoming) => {
      const { statusCode: status = 0 } = incoming;
      if (status >= 400) fail(`status ${status}`);
      else if (kind === "jobs") traffic.served[target] = (traffic.served[target] ?? 0) + 1;
      response.writeHead(status, incoming.headers);
      incoming.once("aborted", () => {
        if (!left) fail("the answer was cut off");
        response.destroy();
      });
      incoming.pipe(response);
    });
    outgoing.once("error", (error) => {
      if (left || response.headersSent) return;
      fail(error.message);
      response.writeHead(502).end();
    });
    request.pipe(outgoing);
  }

  const server = createServer(pass);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    traffic,
    add(target: string) {
      bad.set(target, { looks: badLooks, said: "not asked yet" });
      void watch(target);
    },
    isReady: ready,
    /** Counts from now on: what was asked before anybody could be ready says nothing. */
    countAnew() {
      Object.assign(traffic.requests, kinds);
      traffic.failures.length = 0;
    },
    close() {
      closing = true;
      server.close();
      server.closeAllConnections();
    },
  };
}
