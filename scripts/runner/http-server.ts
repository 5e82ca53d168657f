import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { ApiAnswer, ApiRequest } from "./api";
import type { Log } from "./core";
import { Problem } from "./problem";

/** The largest request taken: a step's output may be 4 MB, and a checkpoint holds several. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Serves the runner's API. Not listening yet. */
export function createHttpServer(
  handle: (request: ApiRequest) => Promise<ApiAnswer>,
  log: Log,
): Server {
  return createServer(async (incoming, outgoing) => {
    try {
      write(outgoing, await handle(toRequest(incoming)));
    } catch (error) {
      if (!(error instanceof Problem)) log("error", `A request failed: ${String(error)}`);
      const status = error instanceof Problem ? error.status : 500;
      const sentence = error instanceof Problem ? error.message : "The runner failed. See its log.";
      const body = JSON.stringify({ error: sentence, status });
      write(outgoing, { status, type: "application/json", body });
    }
  });
}

function toRequest(incoming: IncomingMessage): ApiRequest {
  return {
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", "http://runner"),
    header: (name) => [incoming.headers[name]].flat()[0],
    json: () => readJson(incoming),
  };
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming) {
    const buffer = Buffer.from(part);
    bytes += buffer.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new Problem(
        413,
        `The request is larger than ${MAX_BODY_BYTES} bytes. Send less at once.`,
      );
    }
    parts.push(buffer);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Problem(400, "The request is not JSON.");
  }
}

function write(outgoing: ServerResponse, { status, type, body }: ApiAnswer): void {
  outgoing.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  outgoing.end(body);
}
