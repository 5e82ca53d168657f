import { afterAll, beforeAll, expect, it } from "vitest";
import { customers } from "@/sandbox/demo";
import type { Json, Sandbox } from "./testing";
import { contract, line, noContract, openSandbox, orderBody, seen, whereAll } from "./testing";

if (noContract) process.stderr.write(`Not compared with the contract: ${noContract}\n`);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.set();
});
afterAll(() => sandbox.close());

const base = "/tenants/{tenantId}";
const operations = {
  "POST /uaa/oauth/token": [200],
  "GET /uaa/userinfo": [200, 401],
  [`GET ${base}/customers`]: [200, 401],
  [`GET ${base}/customers/{id}`]: [200, 401],
  [`POST ${base}/warehouse-products/search`]: [200, 401],
  [`GET ${base}/warehouse-products/{id}`]: [200, 401],
  [`POST ${base}/outbound-orders`]: [201, 228, 401, 422],
  [`GET ${base}/outbound-orders/{id}`]: [200, 401, 404],
  [`DELETE ${base}/outbound-orders/{id}`]: [204, 401],
  [`POST ${base}/outbound-orders/search`]: [200, 401],
  [`POST ${base}/consignments/search`]: [200, 401],
  [`GET ${base}/consignments/{id}`]: [200, 401],
};

/** Calls every operation once, with whatever token there is; returns nothing, `seen` remembers. */
async function callAll(orderId: string, parcelId: string): Promise<void> {
  const search = whereAll(["/customer/id", customers[0].id]);
  const { tenant } = sandbox;
  await sandbox.api("GET", "/uaa/userinfo");
  await tenant("GET", "/customers");
  await tenant("GET", `/customers/${customers[0].id}`);
  const { body } = await tenant("POST", "/warehouse-products/search", search);
  const [product] = body as Json[];
  await tenant("GET", `/warehouse-products/${product?.id ?? orderId}`);
  await tenant("POST", "/outbound-orders/search", search);
  await tenant("GET", `/outbound-orders/${orderId}`);
  await tenant("POST", "/consignments/search", whereAll(["/generatedFromTask/id", orderId]));
  await tenant("GET", `/consignments/${parcelId}`);
  await tenant("POST", "/outbound-orders", orderBody("ops-2"));
  await tenant("POST", "/outbound-orders", orderBody("ops-3", { items: [line("CNDL-FIG")] }));
  await tenant("DELETE", `/outbound-orders/${orderId}`);
}

it.skipIf(noContract)(
  "answers every operation of the contract, and every answer fits it",
  async () => {
    const missing = "11111111-2222-4333-8444-555555555555";
    await callAll(missing, missing);
    await sandbox.signIn();
    const { body } = await sandbox.tenant("POST", "/outbound-orders", orderBody("ops-1"));
    const { id } = body as { id: string };
    const { body: sent } = await sandbox.control("POST", `/orders/${id}/dispatch`);
    const [parcel] = (sent as { consignments: { id: string }[] }).consignments;
    await sandbox.set({ deletableStatuses: ["DISPATCHED"] });
    await callAll(id, parcel?.id ?? missing);
    await sandbox.tenant("POST", "/outbound-orders", orderBody("ops-2"));
    await sandbox.tenant("GET", `/outbound-orders/${id}`);

    expect(contract?.operations).toHaveLength(Object.keys(operations).length);
    for (const [operation, statuses] of Object.entries(operations))
      expect([operation, [...(seen.get(operation) ?? [])].sort()]).toEqual([operation, statuses]);
  },
);

it("loses the answer after the order is made when the script says so", async () => {
  await sandbox.signIn();
  const route = `POST ${base}/outbound-orders`;
  const fault = { route, when: "after", fault: { kind: "reset" } };
  expect((await sandbox.control("POST", "/faults", fault)).status).toBe(201);
  await expect(sandbox.tenant("POST", "/outbound-orders", orderBody("lost"))).rejects.toThrow();
  const search = whereAll(["/references/customer", "lost"]);
  expect((await sandbox.tenant("POST", "/outbound-orders/search", search)).body).toHaveLength(1);
});

it("goes back to the demo world, or to an empty one", async () => {
  await sandbox.control("POST", "/reset", { empty: true });
  expect((await sandbox.control("GET", "/customers")).body).toEqual({ customers: [] });
  await sandbox.control("POST", "/reset");
  const { body } = await sandbox.control("GET", "/customers");
  expect((body as { customers: Json[] }).customers).toHaveLength(customers.length);
});
