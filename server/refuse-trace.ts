import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Next makes a Request of each message, which cannot be one of TRACE: it failed as if something of ours
 * were broken. Told as another method that changes nothing here, it is refused as that is.
 */
export function refuseTrace(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.method === "TRACE") request.method = "DELETE";
  });
}
