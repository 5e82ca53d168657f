import { z } from "zod";
import type { AppSync } from "./app-sync";
import { keepCheckpoint } from "./checkpoint";
import type { Core } from "./core";
import { ingest } from "./ingest";
import { renderPage } from "./page";
import { Problem } from "./problem";
import { hashSigningKey, sameText } from "./signature";
import { describeRunner } from "./status";

export type ApiRequest = {
  method: string;
  url: URL;
  header(name: string): string | undefined;
  json(): Promise<unknown>;
};
export type ApiAnswer = { status: number; type: string; body: string };

type Options = {
  core: Core;
  sync: AppSync;
  signingKey?: string;
  eventKey?: string;
  isClosing(): boolean;
};

/**
 * Answers what the SDK, the launcher and people ask of the runner.
 * @throws (the made function) Problem for a request that is refused.
 */
export function createApi({ core, sync, signingKey, eventKey, isClosing }: Options) {
  const bearer = signingKey && `Bearer ${hashSigningKey(signingKey)}`;

  function demandSigningKey(request: ApiRequest) {
    if (!bearer || sameText(request.header("authorization") ?? "", bearer)) return;
    throw new Problem(401, "The signing key is not this runner's. Check INNGEST_SIGNING_KEY.");
  }

  async function takeEvents(request: ApiRequest, key: string) {
    if (isClosing()) throw new Problem(503, "The runner is stopping. Send the events again later.");
    if (eventKey && !sameText(key, eventKey)) {
      throw new Problem(401, "The event key is not this runner's. Check INNGEST_EVENT_KEY.");
    }
    const seed = request.header("x-inngest-event-id-seed");
    return json({ ids: ingest(core, await request.json(), seed), status: 200 });
  }

  async function takeRegistration(request: ApiRequest) {
    demandSigningKey(request);
    const body = await request.json();
    try {
      return json({ ok: true, status: 200, modified: sync.register(body).modified });
    } catch (error) {
      throw new Problem(400, error instanceof Error ? error.message : String(error));
    }
  }

  return async (request: ApiRequest): Promise<ApiAnswer> => {
    const { method, url } = request;
    const [first = "", second = "", third = "", fourth = ""] = url.pathname.split("/").slice(1);
    const route = `${method} /${first}`;
    if (route === "GET /health") return json({ status: 200, message: "OK" });
    if (route === "GET /dev") return json(describeRunner(core, sync.state, Boolean(signingKey)));
    if (route === "POST /e") return takeEvents(request, decodeURIComponent(second));
    if (route === "POST /fn" && second === "register") return takeRegistration(request);
    if (route === "POST /v1" && second === "checkpoint" && fourth === "async") {
      demandSigningKey(request);
      keepCheckpoint(core, decodeURIComponent(third), await request.json());
      return json({ data: { run_id: third } });
    }
    if (route === "GET /" && url.pathname === "/") {
      const status = describeRunner(core, sync.state, Boolean(signingKey));
      const filter = z.string().catch("").parse(url.searchParams.get("status"));
      return {
        status: 200,
        type: "text/html; charset=utf-8",
        body: renderPage(core, status, filter),
      };
    }
    throw new Problem(404, `The embedded runner has no ${method} ${url.pathname}.`);
  };
}

function json(value: unknown): ApiAnswer {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}
