import { TRPCError } from "@trpc/server";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { POST as cartonCloudWebhook } from "@/app/api/webhooks/cartoncloud/[organisationId]/route";
import { POST as etsyWebhook } from "@/app/api/webhooks/etsy/route";
import { db } from "@/db/client";
import { inngest } from "@/inngest/client";
import { adminOf } from "@/scripts/testing/admin-of";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { makeWebhookKey } from "@/server/organisations/webhook-keys";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import { reportFailure } from "@/server/trpc/report";

// The log is written in this file; read when the product's files are.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "info";
});

let world: World;
let organisationId: string;
let key: string;
let sent: ReturnType<typeof vi.spyOn>;

beforeAll(async () => {
  sent = vi.spyOn(inngest, "send").mockResolvedValue({ ids: [] });
  world = await openWorld();
  ({ organisationId } = await world.connect());
  await db().execute("delete from cartoncloud_webhook_key");
  ({ key } = await makeWebhookKey(await adminOf(organisationId)));
});
afterAll(() => world.close());

const id = crypto.randomUUID();
const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
const bodies: [string, BodyInit][] = [
  ["nothing", ""],
  ["half a JSON", '{"id":'],
  ["100,000 levels", deep],
  ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ["the same key twice", `{"id":"${id}","id":"${crypto.randomUUID()}","type":"OUTBOUND"}`],
  ["NUL in its reference", `{"id":"${id}","references":{"customer":"a\\u0000b"}}`],
  ["half a surrogate pair", `{"id":"${id}","references":{"customer":"\\ud83d"}}`],
  ["a number that is none", `{"id":"${id}","version":1e999}`],
  ["__proto__", `{"id":"${id}","__proto__":{"type":"OUTBOUND"}}`],
  ["a form", new URLSearchParams({ id })],
  ["an array", `[{"id":"${id}"}]`],
];

describe("H97: a webhook's body, from somebody who has the key", () => {
  it.each(bodies)("%s makes nothing happen, and is no failure of ours", async (_what, body) => {
    sent.mockClear();
    const answer = await cartonCloudWebhook(
      new Request(`http://localhost/api/webhooks/cartoncloud/${organisationId}`, {
        method: "POST",
        body,
        headers: { "API-Key": key },
      }),
      { params: Promise.resolve({ organisationId }) },
    );
    expect([202, 400]).toContain(answer.status);
    expect(sent).not.toHaveBeenCalled();
    expect(({} as Record<string, unknown>).type).toBeUndefined();
  });

  it.each(bodies)("%s is refused by Etsy's webhook before it is read", async (_what, body) => {
    const answer = await etsyWebhook(
      new Request("http://localhost/api/webhooks/etsy", { method: "POST", body }),
    );
    expect([401, 413]).toContain(answer.status);
  });
});

describe("H47: a region that was tampered with in the database", () => {
  it("leads to CartonCloud's own host", async () => {
    await db().execute(
      "update cartoncloud_connection set region = 'http://169.254.169.254', access_token_sealed = null",
    );
    const asked = new Set<string>();
    const { fetch: real } = globalThis;
    const spy = vi.spyOn(globalThis, "fetch").mockImplementation((to, init) => {
      asked.add(new URL(String(to)).origin);
      return real(to, init);
    });
    await withCartonCloud(organisationId, (cartonCloud) =>
      cartonCloud.getOutboundOrder(crypto.randomUUID()),
    );
    spy.mockRestore();
    expect([...asked]).toEqual([new URL(world.cartonCloud.url).origin]);
  });
});

describe("H100: a line break in what is logged", () => {
  it("begins no line of its own", () => {
    const write = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
    const forged = 'orders.list\r\n{"level":"info","at":"sign-in"}\u2028x';
    const cause = new Error("a\nb");
    cause.stack = `Error: a\n    at ${forged}\n    at work (/app/x.js:1:2)`;
    reportFailure(forged, new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause }));
    const written = write.mock.calls.map(([line]) => String(line));
    write.mockRestore();
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^[^\r\n\u2028]+\n$/);
    expect(JSON.parse(written[0] ?? "")).toMatchObject({
      level: "error",
      msg: "procedure failed",
      procedure: "[hidden]",
      stack: ["[hidden]", "at work (/app/x.js:1:2)"],
    });
  });
});

describe("H87: a stranger who asks for a function of the background", () => {
  it.each(["POST", "PUT", "GET"] as const)(
    "by %s without a signature runs nothing, tells nothing and does not move the app elsewhere",
    async (method) => {
      vi.resetModules();
      vi.stubEnv("INNGEST_DEV", "0");
      vi.stubEnv("INNGEST_SIGNING_KEY", `signkey-prod-${"0".repeat(64)}`);
      vi.stubEnv("INNGEST_EVENT_KEY", "known-to-nobody");
      vi.stubEnv("INNGEST_BASE_URL", "http://127.0.0.1:9");
      const told: string[] = [];
      const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (to, init) => {
        told.push(`${to} ${init?.body}`);
        return Response.json({ status: 200, ok: true });
      });
      const log = vi.spyOn(console, "error").mockImplementation(() => {});
      const route = await import("@/app/api/inngest/route");
      const before = await db().execute("select * from pull");
      // Next makes the address of a request from its Host header.
      const url = "http://evil.test/api/inngest?fnId=self-managed-integrations-sweep&stepId=step";
      const asked = new NextRequest(url, {
        method,
        headers: {
          host: "evil.test",
          "x-forwarded-host": "evil.test",
          "content-type": "application/json",
        },
        ...(method === "GET"
          ? {}
          : { body: JSON.stringify({ event: {}, events: [{}], steps: {}, ctx: { run_id: "x" } }) }),
      });
      const answer = await route[method](asked, undefined);
      const text = await answer.text();
      if (method === "POST") expect(answer.status).toBe(401);
      for (const inside of ["pull-receipts", "steps", "announced", "signkey"])
        expect(text).not.toContain(inside);
      // Who asks to be registered does not say where the functions are.
      expect(told).toHaveLength(method === "PUT" ? 1 : 0);
      expect(told.join()).not.toContain("evil.test");
      expect(await db().execute("select * from pull")).toEqual(before);
      vi.unstubAllEnvs();
      spy.mockRestore();
      log.mockRestore();
    },
  );
});
