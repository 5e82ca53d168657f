import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import { isStopping } from "./stopping";

export type OpenRequests = {
  /** How many have no whole answer yet. */
  count(): number;
  /** From now on each answer ends its connection, so that the next request is made elsewhere. */
  endConnections(): void;
  /** No connection is taken from now on, and those without a request are closed. */
  refuseMore(): void;
  /** Resolves with true once no request is open, and with false after `patienceMs`. */
  over(patienceMs: number): Promise<boolean>;
  /** Cuts what is left. */
  cut(): void;
};

const endConnection = (response: ServerResponse): void => {
  if (!response.headersSent) response.setHeader("Connection", "close");
};

/** Keeps account of the requests of this process, from now on. To be called once a process. */
export function watchOpenRequests(): OpenRequests {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  const waiting = new Set<() => void>();

  subscribe("http.server.request.start", (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    servers.add(server);
    open.add(response);
    if (isStopping()) endConnection(response);
    response.once("close", () => {
      open.delete(response);
      // An answer whose head was sent before the stop left its connection open.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
      if (open.size === 0) for (const done of waiting) done();
    });
  });

  return {
    count: () => open.size,
    endConnections: () => open.forEach(endConnection),
    refuseMore() {
      for (const server of servers) server.close();
    },
    over: (patienceMs) =>
      new Promise((resolve) => {
        if (open.size === 0) return resolve(true);
        const impatience = setTimeout(resolve, patienceMs, false);
        waiting.add(() => {
          clearTimeout(impatience);
          resolve(true);
        });
      }),
    cut() {
      for (const server of servers) server.closeAllConnections();
    },
  };
}
