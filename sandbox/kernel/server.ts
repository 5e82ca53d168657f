import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { SandboxEnv } from "./recorder";

export type RunningServer = { url: string; port: number; close(): Promise<void> };

type ServerOptions = {
  /** The app, or what builds it once the port is bound: open the store there, so that a second
   * start on a busy port never touches the files of the first. */
  app: Hono<SandboxEnv> | ((url: string) => Hono<SandboxEnv>);
  /** 0 takes a free one. */
  port: number;
  host?: string;
};

/**
 * Starts an HTTP server and resolves once it answers.
 *
 * @throws Error in words when the port is busy or not allowed.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { port, host = "127.0.0.1" } = options;
  let app: Hono<SandboxEnv> | null = null;
  const server = createAdaptorServer({
    fetch: (request, env) =>
      app ? app.fetch(request, env) : new Response("Starting", { status: 503 }),
  }) as Server;
  await listen(server, port, host);
  const address = server.address();
  const bound = address && typeof address === "object" ? address.port : port;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  try {
    app = typeof options.app === "function" ? options.app(url) : options.app;
  } catch (problem) {
    await close();
    throw problem;
  }
  return { url, port: bound, close };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (problem: NodeJS.ErrnoException) => reject(inWords(problem, port, host)));
    server.listen(port, host, resolve);
  });
}

function inWords(problem: NodeJS.ErrnoException, port: number, host: string): Error {
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use by another program. Stop it or choose another port.`,
    EACCES: `Port ${port} may not be opened by this user. Choose a port above 1023.`,
  };
  return new Error(why[problem.code ?? ""] ?? `Port ${port}: ${problem.message}`, {
    cause: problem,
  });
}
