import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json, Sandbox } from "./testing";
import { contract, line, openSandbox, orderBody } from "./testing";

type Call = { headers: Json; body: Json };
let sandbox: Sandbox;
let listener: Server;
let url = "";
let calls: Call[] = [];
let statuses: number[] = [];

function readable(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return { text };
  }
}

beforeAll(async () => {
  listener = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      calls.push({ headers: request.headers as Json, body: readable(text) });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
  sandbox = await openSandbox();
  await sandbox.set({ webhookRetryDelaysMs: [20, 40] });
  await sandbox.signIn();
});
afterAll(async () => {
  await sandbox.close();
  listener.closeAllConnections();
  listener.close();
});
beforeEach(async () => {
  await sandbox.set({ webhook: { url, apiKey: "hook-key" } });
  calls = [];
  statuses = [];
});

const place = async (reference: string): Promise<string> =>
  ((await sandbox.tenant("POST", "/outbound-orders", orderBody(reference))).body as { id: string })
    .id;
const act = (id: string, action: string, body?: unknown) =>
  sandbox.control("POST", `/orders/${id}/${action}`, body);
const seen = () => calls.map(({ body }) => [body.status, body.version]);
const deliveries = async () =>
  ((await sandbox.control("GET", "/webhooks")).body as { deliveries: Json[] }).deliveries;
const until = (run: () => unknown) => expect.poll(run, { timeout: 5000, interval: 20 });

describe("the webhook", () => {
  it("tells a new order and each new status as reading the order tells it, with the API-Key", async () => {
    const id = await place("hook");
    await until(seen).toEqual([["AWAITING_PICK_AND_PACK", 1]]);
    await act(id, "pack");
    await until(seen).toContainEqual(["PACKED", 2]);
    await act(id, "dispatch");
    await until(seen).toContainEqual(["DISPATCHED", 3]);
    const last = calls.find(({ body }) => body.status === "DISPATCHED");
    expect(last?.headers["api-key"]).toBe("hook-key");
    expect(last?.body).toEqual((await sandbox.tenant("GET", `/outbound-orders/${id}`)).body);
    for (const { body } of calls)
      expect(contract?.checkAnswer("getOutboundOrder", 200, body) ?? []).toEqual([]);
    await act(id, "tracking", { parcels: [{ carrier: "UPS", tracking: "later" }] });
    await place("marker");
    await until(() => calls.length).toBe(4);
    expect(calls.at(-1)?.body.references).toMatchObject({ customer: "marker" });
  });

  it("tells nothing of a deletion, nor of a rejected order that is rejected again", async () => {
    const body = orderBody("silent", { items: [line("CNDL-FIG")] });
    const { id } = (await sandbox.tenant("POST", "/outbound-orders", body)).body as { id: string };
    await act(id, "reprocess");
    await act(id, "delete");
    await place("after-silence");
    await until(seen).toEqual([
      ["REJECTED", 1],
      ["AWAITING_PICK_AND_PACK", 1],
    ]);
  });

  it("tells consignments too when asked", async () => {
    await sandbox.set({ webhook: { url, apiKey: "hook-key", consignments: true } });
    const id = await place("with-consignments");
    await act(id, "dispatch");
    await until(() => calls.map(({ body }) => body.type).sort()).toEqual([
      "CONSIGNMENT",
      "OUTBOUND",
      "OUTBOUND",
    ]);
  });

  it("is sent several times, later, or last first, as the settings say", async () => {
    await sandbox.set({ webhook: { url, apiKey: "k", copies: 3, delayMs: 200 } });
    const id = await place("copies");
    expect(calls).toEqual([]);
    await until(seen).toEqual(Array(3).fill(["AWAITING_PICK_AND_PACK", 1]));
    calls = [];
    await sandbox.set({ webhook: { url, apiKey: "k", reorder: 2 } });
    await act(id, "pack");
    await act(id, "dispatch");
    await until(seen).toEqual([
      ["DISPATCHED", 3],
      ["PACKED", 2],
    ]);
  });

  it.each([
    ["no_json", 17],
    ["two_megabytes", 2_000_011],
  ])("carries %s where a receiver is to refuse it", async (body, length) => {
    await sandbox.set({ webhook: { url, apiKey: "k", body } });
    await place(`carries-${body}`);
    await until(() => calls.map(({ headers }) => Number(headers["content-length"]))).toEqual([
      length,
    ]);
  });

  it("is sent again as it was on replay", async () => {
    const id = await place("replay");
    await until(() => calls.length).toBe(1);
    await act(id, "dispatch");
    await until(() => calls.length).toBe(2);
    const [first] = (await deliveries()).filter((one) => one.entityId === id);
    await sandbox.control("POST", "/webhooks/replay", { ids: [first?.id] });
    await until(seen).toEqual([
      ["AWAITING_PICK_AND_PACK", 1],
      ["DISPATCHED", 2],
      ["AWAITING_PICK_AND_PACK", 1],
    ]);
  });

  it("is tried again after a refusal, a few times, and never holds up the floor", async () => {
    statuses = [500, 500];
    const id = await place("retry");
    await until(() => calls.length).toBe(3);
    await until(async () => (await deliveries()).find((one) => one.entityId === id)).toMatchObject({
      state: "delivered",
      attempts: 3,
    });
    statuses = [503, 503, 503, 503];
    const given = await place("give-up");
    await until(async () =>
      (await deliveries()).find((one) => one.entityId === given),
    ).toMatchObject({
      state: "failed",
      attempts: 3,
      outcome: "503",
    });
    await sandbox.set({ webhook: { url: "http://127.0.0.1:9/", apiKey: "k" } });
    const unheard = await place("unheard");
    expect((await act(unheard, "dispatch")).status).toBe(200);
  });

  it("is not sent at all when none is set", async () => {
    await sandbox.set({ webhook: null });
    const before = (await deliveries()).length;
    await place("quiet");
    expect((await deliveries()).length).toBe(before);
  });
});

describe("the page of the webhook", () => {
  const post = (path: string, form: Record<string, string>) =>
    fetch(sandbox.url + path, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    });
  const page = async () => (await fetch(`${sandbox.url}/webhooks`)).text();
  const form = { url: "http://127.0.0.1:9/", apiKey: "key", delayMs: "0", reorder: "0" };

  it("sets how calls are sent, refuses what makes no sense, and takes the webhook away", async () => {
    expect((await post("/webhooks", { ...form, copies: "3", consignments: "yes" })).status).toBe(
      303,
    );
    expect((await sandbox.control("GET", "/settings")).body).toMatchObject({
      webhook: { url: form.url, apiKey: "key", copies: 3, consignments: true },
    });
    const refused = await post("/webhooks", { ...form, copies: "0", consignments: "no" });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('role="alert"');
    await post("/webhooks", { ...form, url: "", copies: "1", consignments: "no" });
    expect((await sandbox.control("GET", "/settings")).body).toMatchObject({ webhook: null });
  });

  it("has what each call carries chosen", async () => {
    await post("/webhooks", { ...form, copies: "1", consignments: "no", body: "no_json" });
    expect((await sandbox.control("GET", "/settings")).body).toMatchObject({
      webhook: { body: "no_json" },
    });
    await post("/webhooks", { ...form, url: "", copies: "1", consignments: "no" });
  });

  it("lists the calls and sends one again", async () => {
    await post("/webhooks", { ...form, copies: "1", consignments: "no" });
    await sandbox.tenant("POST", "/outbound-orders", orderBody("told-by-page"));
    expect(await page()).toMatch(/Send \d+ again/);
    const [, id = ""] = /Send (\d+) again/.exec(await page()) ?? [];
    const again = await post("/webhooks/replay", { id });
    expect(again.headers.get("location")).toBe("/webhooks?done=Sent+again:+1.");
    await post("/webhooks", { ...form, url: "", copies: "1", consignments: "no" });
  });
});

describe("the page of the faults", () => {
  const post = (path: string, form: Record<string, string>) =>
    fetch(sandbox.url + path, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    });
  const page = async () => (await fetch(`${sandbox.url}/faults`)).text();
  const create = { route: "POST /tenants/{tenantId}/outbound-orders", kind: "500" };

  it("lets the second create lose its answer after the order is made, once", async () => {
    expect((await post("/faults", { ...create, when: "after", nth: "2" })).status).toBe(303);
    expect(await page()).toContain(
      "Create an order: 500 Server error, after the work is done, from request 2 on, once",
    );
    const made = async (reference: string) =>
      (await sandbox.tenant("POST", "/outbound-orders", orderBody(reference))).status;
    expect([await made("f-1"), await made("f-2"), await made("f-3")]).toEqual([201, 500, 201]);
    const { orders } = (await sandbox.control("GET", "/orders?reference=f-2")).body as {
      orders: Json[];
    };
    expect(orders).toHaveLength(1);
  });

  it("refuses what is no fault, and takes back what is planned", async () => {
    const refused = await post("/faults", { ...create, when: "never" });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('role="alert"');
    await post("/faults", { ...create, when: "before" });
    expect(await page()).toContain("Remove faults");
    await post("/faults/clear", {});
    expect(await page()).not.toContain("Remove faults");
  });
});
