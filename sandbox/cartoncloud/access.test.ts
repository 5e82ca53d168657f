import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cartonCloudTenant, customers } from "@/sandbox/demo";
import type { Json, Sandbox } from "./testing";
import { openSandbox, orderBody, whereAll } from "./testing";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.set();
});
afterAll(() => sandbox.close());

const { clientId, clientSecret } = cartonCloudTenant;
const tokenHeaders = {
  Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
  "content-type": "application/x-www-form-urlencoded",
};

describe("the token endpoint", () => {
  it("gives a bearer token that lives as long as the settings say, and not longer", async () => {
    await sandbox.set({ tokenTtlSeconds: 1 });
    const { body } = await sandbox.tokenFor(clientId, clientSecret);
    expect(body).toMatchObject({ token_type: "bearer", expires_in: 1 });
    await sandbox.signIn();
    expect((await sandbox.api("GET", "/uaa/userinfo")).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await sandbox.api("GET", "/uaa/userinfo")).status).toBe(401);
    await sandbox.set({ tokenTtlSeconds: 3600 });
  });

  it("refuses wrong secrets, other grants, JSON and a missing version", async () => {
    expect((await sandbox.tokenFor(clientId, "wrong")).status).toBe(401);
    expect((await sandbox.tokenFor("nobody", clientSecret)).status).toBe(401);
    const post = (body: string, headers: Record<string, string | undefined>) =>
      sandbox.api("POST", "/uaa/oauth/token", { body, headers: { ...tokenHeaders, ...headers } });
    const form = "grant_type=client_credentials";
    expect((await post("grant_type=password", {})).status).toBe(400);
    expect((await post("", {})).status).toBe(400);
    const json = { "content-type": "application/json" };
    expect((await post('{"grant_type":"client_credentials"}', json)).status).toBe(400);
    expect((await post(form, { "Accept-Version": undefined })).status).toBe(400);
    expect((await post(form, { Authorization: undefined })).status).toBe(401);
    expect((await post(form, {})).status).toBe(200);
  });

  it("ends all tokens when they are revoked or the client is inactive", async () => {
    await sandbox.signIn();
    await sandbox.control("POST", "/tokens/revoke");
    expect((await sandbox.api("GET", "/uaa/userinfo")).status).toBe(401);
    await sandbox.signIn();
    await sandbox.control("POST", "/clients", { clientId, active: false });
    expect((await sandbox.api("GET", "/uaa/userinfo")).status).toBe(401);
    expect((await sandbox.tokenFor(clientId, clientSecret)).status).toBe(401);
    await sandbox.control("POST", "/clients", { clientId, active: true });
  });
});

describe("an API client", () => {
  it("sees who it is and which tenants it reaches", async () => {
    await sandbox.signIn();
    expect((await sandbox.api("GET", "/uaa/userinfo")).body).toMatchObject({
      id: cartonCloudTenant.userId,
      tenants: [{ id: cartonCloudTenant.id, name: "Southbank Logistics" }],
    });
  });

  it("gets 403 for every call that its roles do not cover", async () => {
    const secret = { clientId: "poor", clientSecret: "s", tenantIds: [cartonCloudTenant.id] };
    await sandbox.control("POST", "/clients", { ...secret, roles: ["TMS View Jobs"] });
    await sandbox.signIn("poor", "s");
    const search = whereAll(["/customer/id", customers[0].id]);
    const refused = [
      ["GET", "/customers"],
      ["GET", `/customers/${customers[0].id}`],
      ["POST", "/warehouse-products/search"],
      ["POST", "/outbound-orders"],
      ["POST", "/outbound-orders/search"],
    ] as const;
    for (const [method, path] of refused)
      expect(
        (await sandbox.tenant(method, path, method === "GET" ? undefined : search)).status,
      ).toBe(403);
    const parcels = whereAll(["/details/type", "WAREHOUSE_FULFILMENT"]);
    expect((await sandbox.tenant("POST", "/consignments/search", parcels)).status).toBe(200);
  });

  it("needs TMS Create Jobs for a customer whose consignments are made at import", async () => {
    const secret = { clientId: "wms", clientSecret: "s", tenantIds: [cartonCloudTenant.id] };
    await sandbox.control("POST", "/clients", { ...secret, roles: ["WMS Create Jobs"] });
    const id = customers[0].id;
    await sandbox.control("POST", "/customers", { id, settings: { consignments: "import" } });
    await sandbox.signIn("wms", "s");
    const { status } = await sandbox.tenant("POST", "/outbound-orders", orderBody("at-import"));
    await sandbox.control("POST", "/customers", { id, settings: { consignments: "dispatch" } });
    expect(status).toBe(403);
  });

  it("reaches only its own customers", async () => {
    const [mine, other] = customers;
    await sandbox.control("POST", "/clients", {
      clientId: "narrow",
      clientSecret: "s",
      tenantIds: [cartonCloudTenant.id],
      customerIds: [mine.id],
    });
    await sandbox.signIn("narrow", "s");
    const { body } = await sandbox.tenant("GET", "/customers");
    expect((body as Json[]).map((one) => one.id)).toEqual([mine.id]);
    expect((await sandbox.tenant("GET", `/customers/${other.id}`)).status).toBe(404);
    const foreign = orderBody("foreign", { customer: { id: other.id } });
    expect((await sandbox.tenant("POST", "/outbound-orders", foreign)).status).toBe(422);
  });

  it("cannot enter another tenant, nor see what is in it", async () => {
    const { body } = await sandbox.control("POST", "/tenants", {
      name: "Northside Storage",
      clientId: "north",
      clientSecret: "s",
      warehouses: ["North"],
      customers: [{ name: "Snow Soap", code: "SNOW", products: ["SOAP"] }],
    });
    const { tenant, customers: made } = body as { tenant: Json; customers: Json[] };
    await sandbox.signIn("north", "s");
    expect((await sandbox.tenant("GET", "/customers")).status).toBe(403);
    const mine = await sandbox.api("GET", `/tenants/${tenant.id}/customers`);
    expect(mine.body).toMatchObject([{ id: made[0]?.id, warehouses: [{ name: "North" }] }]);
    const demo = await sandbox.api("GET", `/tenants/${tenant.id}/customers/${customers[0].id}`);
    expect(demo.status).toBe(404);
    await sandbox.signIn();
    expect((await sandbox.api("GET", `/tenants/${tenant.id}/customers`)).status).toBe(403);
  });
});

describe("the limit on posting orders", () => {
  it("refuses a post within two seconds of the last, with Retry-After if the settings say so", async () => {
    await sandbox.signIn();
    await sandbox.set({ ordersMinIntervalMs: 2000 });
    const post = (reference: string) =>
      sandbox.tenant("POST", "/outbound-orders", orderBody(reference));
    expect((await post("pace-1")).status).toBe(201);
    const refused = await post("pace-2");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
    await sandbox.set({ ordersMinIntervalMs: 2000, retryAfterHeader: false });
    expect((await post("pace-2")).headers.get("retry-after")).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect((await post("pace-2")).status).toBe(201);
    await sandbox.set({ retryAfterHeader: true });
  });

  it("refuses more posts in a minute than the settings say, and journals the refusal", async () => {
    await sandbox.control("POST", "/reset");
    await sandbox.signIn();
    await sandbox.set({ ordersPerMinute: 3 });
    const statuses = [];
    for (const reference of ["m1", "m2", "m3", "m4"])
      statuses.push(
        (await sandbox.tenant("POST", "/outbound-orders", orderBody(reference))).status,
      );
    expect(statuses).toEqual([201, 201, 201, 429]);
    const route = "POST%20/tenants/{tenantId}/outbound-orders";
    const { body } = await sandbox.control("GET", `/journal?route=${route}`);
    const { entries } = body as { entries: Json[] };
    expect(entries.map((entry) => entry.status)).toEqual([201, 201, 201, 429]);
  });

  it("is 30 a minute and one in two seconds unless something else is set", async () => {
    await sandbox.control("POST", "/reset");
    expect((await sandbox.control("GET", "/settings")).body).toMatchObject({
      ordersPerMinute: 30,
      ordersMinIntervalMs: 2000,
    });
  });
});
