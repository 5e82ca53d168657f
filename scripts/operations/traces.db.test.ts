import { serve } from "inngest/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startOverheard } from "@/scripts/hostile/overheard";
import { signedIn } from "@/scripts/hostile/parties";
import { freePort } from "@/scripts/launcher/free-port";
import { openWorld } from "@/scripts/testing/world";
import type { ReceivedSpan } from "./otlp-receiver";
import { startOtlpReceiver } from "./otlp-receiver";

const buyer = "Zephyrine Canarybird";
let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let world: Awaited<ReturnType<typeof openWorld>>;
let heard: Awaited<ReturnType<typeof startOverheard>>;
let sent: string[];

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const port = await freePort();
  Object.assign(process.env, {
    INNGEST_DEV: `http://127.0.0.1:${port}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`,
    OTEL_BSP_SCHEDULE_DELAY: "100",
  });
  sent = [];
  const { fetch: real } = globalThis;
  vi.spyOn(globalThis, "fetch").mockImplementation((to, init) => {
    const headers = JSON.stringify(Object.fromEntries(new Headers(init?.headers)));
    sent.push(`${to} ${headers}`);
    return real(to, init);
  });
  world = await openWorld();
  const { startTracing } = await import("@/server/start-tracing");
  expect(await startTracing()).toBe(true);
  const { inngest } = await import("@/inngest/client");
  const { functions } = await import("@/inngest");
  // The sweep finds the same work by itself, within a trace of its own.
  const asked = functions.filter(({ opts }) => !JSON.stringify(opts).includes('"cron"'));
  heard = await startOverheard(port, serve({ client: inngest, functions: asked }));
});

afterAll(async () => {
  vi.restoreAllMocks();
  await heard.close();
  await world.close();
  receiver.close();
});

const found = (name: string | RegExp, traceId?: string): ReceivedSpan[] =>
  receiver.spans.filter(
    (span) =>
      (typeof name === "string" ? span.name === name : name.test(span.name)) &&
      (!traceId || span.traceId === traceId),
  );

async function until(done: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (done()) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`It did not come to it that ${what}: ${receiver.spans.map(({ name }) => name)}`);
}

describe("with a collector", () => {
  it("one trace leads from a press of “Pull now” over the functions to the outbound order in CartonCloud", async () => {
    const made = await world.connect();
    await world.placeOrders({ name: buyer });
    const { appRouter } = await import("@/server/trpc/root");
    const { inSpan } = await import("@/server/trace");
    const person = await signedIn(made.organisationId, []);
    const viewer = await person.viewer();
    const page = { kind: "internal", attributes: { "url.full": `/x?name=${buyer}` } } as const;
    await inSpan(`POST /api/trpc/integrations.pullNow?input=${buyer}`, page, () =>
      appRouter.createCaller({ viewer }).integrations.pullNow({ integrationId: made.id }),
    );
    await until(() => found(/CartonCloud POST .*\/outbound-orders$/).length > 0, "it is posted");

    await until(
      () => found(/^POST \/api/).length > 0 && found("function create-outbound-orders").length > 0,
      "the page and the function are told",
    );
    const [order] = found(/CartonCloud POST .*\/outbound-orders$/);
    const of = (name: string | RegExp) => {
      const [one] = found(name, order?.traceId);
      if (!one) throw new Error(`No span ${name} in the trace of the order.`);
      return one;
    };
    const root = of(/^POST \/api/);
    const procedure = of("procedure integrations.pullNow");
    const pull = of("function pull-receipts");
    const create = found("function create-outbound-orders", order?.traceId).find(
      ({ spanId }) => spanId === order?.parentSpanId,
    );
    expect(root.parentSpanId || undefined).toBeUndefined();
    expect(procedure.parentSpanId).toBe(root.spanId);
    expect(pull.parentSpanId).toBe(procedure.spanId);
    expect(of(/^Etsy GET .*\/receipts$/).parentSpanId).toBe(pull.spanId);
    expect(create).toBeDefined();
    const attributes = Object.fromEntries(
      order?.attributes.map(({ key, value }) => [key, Object.values(value)[0]]) ?? [],
    );
    expect(attributes).toMatchObject({
      "http.request.method": "POST",
      "url.template": "/tenants/{}/outbound-orders",
      "server.address": "127.0.0.1",
      "http.response.status_code": 201,
    });
  });

  it("nothing of a buyer, no query and no token is in what is sent to it", async () => {
    const all = receiver.raw.join("\n");
    expect(receiver.raw.filter((one) => !one.startsWith('/v1/traces {"'))).toEqual([]);
    for (const spilled of ["Zephyrine", "Canarybird", "url.full", "sort_on", "Bearer", "?"])
      expect(all).not.toContain(spilled);
  });

  it("Etsy and CartonCloud are told nothing of our traces", () => {
    const outside = sent.filter((one) => !one.startsWith(process.env.INNGEST_DEV ?? ""));
    expect(outside.some((one) => one.includes("/v3/application"))).toBe(true);
    expect(outside.filter((one) => one.includes("traceparent"))).toEqual([]);
  });
});
