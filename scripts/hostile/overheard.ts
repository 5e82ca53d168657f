import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { vi } from "vitest";
import type { Runner } from "@/scripts/runner/start-runner";
import { startRunner } from "@/scripts/runner/start-runner";

/** Keeps all that an answer carries: steps and their outputs. */
function listen(response: ServerResponse, heard: string[]): void {
  const parts: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
  };
  const { write, end } = response;
  response.write = (...given: never[]) => {
    keep(given[0]);
    return Reflect.apply(write, response, given);
  };
  response.end = (...given: never[]) => {
    keep(given[0]);
    heard.push(Buffer.concat(parts).toString("utf8"));
    return Reflect.apply(end, response, given);
  };
}

/**
 * The product's functions, driven by the embedded runner of `port`, with an ear on all that goes to
 * the runner: steps and their outputs.
 */
export async function startOverheard(port: number, handle: RequestListener) {
  const steps: string[] = [];
  const app = createServer((request, response) => {
    listen(response, steps);
    handle(request, response);
  }).listen(0, "127.0.0.1");
  await once(app, "listening");
  const address = app.address();
  const appPort = address && typeof address === "object" ? address.port : 0;
  const runner: Runner = await startRunner({
    port,
    appUrl: `http://127.0.0.1:${appPort}/api/inngest`,
    backoff: () => 20,
    clockScale: 20,
  });
  return {
    steps,
    async close() {
      await runner.close();
      app.close();
      app.closeAllConnections();
    },
  };
}

/** Everything that this process writes to its output from now on. */
export function overhearLog(): string[] {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    });
  for (const level of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, level).mockImplementation((...given) => {
      lines.push(
        given.map((one) => (one instanceof Error ? one.stack : JSON.stringify(one))).join(" "),
      );
    });
  return lines;
}
