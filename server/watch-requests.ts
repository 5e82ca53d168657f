import { AsyncResource } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "./env";
import { log } from "./log";
import { beginLog, boundFields } from "./log-context";
import { requests } from "./metrics/counters";
import { ownPath } from "./path-template";
import { callerSign, noteRefusal } from "./refuse";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Answers that send somebody away. */
const refusing = new Set([401, 403, 413, 429]);
/** Asked all the time by machines and browsers, and of no interest while they answer. */
const quiet = /^\/(_next\/|api\/(health|inngest|metrics)|icon\.svg|favicon\.ico)/;

/** A proxy of our own may name the request; nobody else's name for it is taken. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  const trusted = env().TRUSTED_PROXIES > 0 && typeof given === "string" && uuid.test(given);
  return trusted ? given : randomUUID();
}

function tellAnswer(request: IncomingMessage, status: number, began: number): void {
  const method = request.method ?? "GET";
  const path = ownPath(request.url ?? "");
  requests.inc({ method, status });
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(",") : value;
  };
  const answer = { method, path, status, from: callerSign(header) };
  if (refusing.has(status)) noteRefusal("answer", answer);
  const level = status >= 500 ? "warn" : quiet.test(request.url ?? "") ? "debug" : "info";
  log[level]("request", { ...answer, ms: Math.round(performance.now() - began) });
}

/**
 * Gives each request an id, which every line of the log that follows from it carries and which the
 * answer tells in X-Request-Id, and writes a line when it is answered. To be called once a process.
 */
export function watchRequests(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const began = performance.now();
    beginLog({ requestId: requestIdOf(request) });
    const { requestId } = boundFields();
    if (typeof requestId === "string") response.setHeader("X-Request-Id", requestId);
    // Bound, as the end of an answer is told in whichever context the socket is.
    const told = AsyncResource.bind(() => tellAnswer(request, response.statusCode, began));
    response.once("close", told);
  });
}
