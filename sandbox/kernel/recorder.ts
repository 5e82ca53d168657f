import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Faults, PlayedFault } from "./faults";
import type { Journal } from "./journal";
import { answerOf, cutConnection, wait } from "./play-fault";

export type SandboxEnv = { Bindings: HttpBindings };

/** Turns a router pattern into the spelling of the journal: "/shops/:id{[0-9]+}" to "/shops/{id}". */
export function patternOf(path: string): string {
  return path.replace(/:(\w+)(\{[^/]*\})?/g, "{$1}");
}

/**
 * The one middleware of both servers: writes each request with its answer into the journal and
 * plays the faults. Control routes (/_sandbox) pass untouched. Mount it before all routes.
 */
export function recorder(parts: {
  journal: Journal;
  faults: Faults;
}): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (c.req.path.startsWith("/_sandbox")) return next();
    const started = performance.now();
    const request = {
      route: routeOf(c),
      method: c.req.method,
      path: c.req.path,
      query: c.req.query(),
      headers: c.req.header(),
      body: parseBody(await c.req.text(), c.req.header("content-type") ?? ""),
    };
    const at = new Date().toISOString();
    const met = parts.faults.meet(request);
    const note = (status: number | null, response: unknown): void => {
      const ms = Math.round(performance.now() - started);
      parts.journal.append({ at, ms, ...request, status, response, fault: met });
    };

    if (met?.fault.kind === "delay" && met.when === "before") await wait(met.fault.ms);
    const skipped = met?.when === "before" && met.fault.kind !== "delay";
    if (!skipped) await next();
    const answer = skipped ? null : await textOf(c.res);
    if (!met || met.fault.kind === "delay") note(c.res.status, parseAnswer(c.res, answer));
    if (met) return replaceAnswer(c, met, answer, note);
  };
}

async function replaceAnswer(
  c: Context<SandboxEnv>,
  met: PlayedFault,
  answer: string | null,
  note: (status: number | null, response: unknown) => void,
): Promise<Response | undefined> {
  const { fault } = met;
  if (fault.kind === "delay") {
    if (met.when === "after") await wait(fault.ms);
    return undefined;
  }
  if (fault.kind === "reset" || fault.kind === "hang") {
    note(null, null);
    c.res = undefined;
    c.res = await cutConnection(c.env, fault.kind === "hang" ? fault.ms : 0);
    return RESPONSE_ALREADY_SENT;
  }
  const replaced = answerOf(fault, answer) ?? new Response(null, { status: 500 });
  note(replaced.status, parseAnswer(replaced, await replaced.clone().text()));
  c.res = undefined;
  c.res = replaced;
  return replaced;
}

function routeOf(c: Context): string {
  const patterns = matchedRoutes(c).filter((route) => route.method !== "ALL");
  const path = patterns.at(-1)?.path ?? c.req.path;
  return `${c.req.method} ${patternOf(path)}`;
}

async function textOf(answer: Response): Promise<string | null> {
  const type = answer.headers.get("content-type") ?? "";
  return type.includes("json") || type.includes("text/plain") ? answer.clone().text() : null;
}

function parseAnswer(answer: Response, text: string | null): unknown {
  return text === null || text === "" ? null : parseBody(text, answer.headers.get("content-type"));
}

function parseBody(text: string, contentType: string | null): unknown {
  if (text === "") return null;
  if (contentType?.includes("form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
