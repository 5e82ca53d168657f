import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cartonCloudTenant, customers } from "@/sandbox/demo";
import type { Json, Sandbox } from "./testing";
import { contract, noContract, openSandbox, orderBody, whereAll } from "./testing";

if (noContract) process.stderr.write(`Not compared with the contract: ${noContract}\n`);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.set();
  await sandbox.signIn();
  // A taken reference would refuse every mutant, whatever is wrong with it.
  const settings = { uniqueReferences: false };
  await sandbox.control("POST", "/customers", { id: customers[0].id, settings });
});
afterAll(() => sandbox.close());

/** An order with every field that the contract knows. */
function fullOrder(): Json {
  const body = structuredClone(orderBody("mutant")) as ReturnType<typeof JSON.parse>;
  const address = body.details.deliver.address;
  Object.assign(address, { companyName: "Sample Cafe", suburb: "Pearl" });
  Object.assign(address.state, { name: "Oregon" });
  Object.assign(address.country, { iso3Code: "USA", name: "United States" });
  Object.assign(body.references, { tracking: "T1", alternateReference: "A1", custom: "C1" });
  body.customer = { ...body.customer, references: { code: "MAPLE" }, name: "Maple" };
  body.warehouse.name = "Melbourne";
  body.details.deliver.requiredDate = "2026-12-24";
  body.details.deliver.cashPaymentAmount = { amount: 1, currency: "USD" };
  body.properties = { field: "x" };
  body.timestamps = { created: { time: "2026-11-18T09:30:00+11:00" } };
  const [item] = body.items;
  item.details.unitOfMeasure = { type: "UNITS" };
  item.details.product = {
    id: "11111111-2222-4333-8444-555555555555",
    references: { code: "MUG-FOG", barcode: "93000" },
    name: "Mug",
  };
  return body;
}

const odd: unknown[] = [null, "", "odd", 5, -1, 1.5, true, [], {}, [null]];

/** Every single change of a body: a field left out, made odd, or an unknown one added. */
function* mutants(value: unknown): Generator<[change: string, mutant: unknown]> {
  for (const other of odd) yield [`= ${JSON.stringify(other)}`, other];
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const [change, mutant] of mutants(item))
        yield [`/${index}${change}`, value.with(index, mutant)];
    return;
  }
  yield ["/surprise added", { ...value, surprise: 1 }];
  for (const [key, item] of Object.entries(value)) {
    const { [key]: _, ...rest } = value as Json;
    yield [`/${key} left out`, rest];
    for (const [change, mutant] of mutants(item))
      yield [`/${key}${change}`, { ...value, [key]: mutant }];
  }
}

/** Sends every mutant of a body and says where the stand-in and the contract differ. */
async function differences(path: string, body: Json): Promise<{ sent: number; wrong: string[] }> {
  const operation = `POST /tenants/{tenantId}${path}`;
  const headers = { "Accept-Version": "1", "content-type": "application/json" };
  const wrong: string[] = [];
  let sent = 0;
  for (const [change, mutant] of mutants(body)) {
    const problems = contract?.checkRequest(operation, { headers, body: mutant }) ?? [];
    const answer = await sandbox.tenant("POST", path, JSON.stringify(mutant));
    sent += 1;
    const [first] = Array.isArray(answer.body) ? (answer.body as Json[]) : [];
    // The contract cannot know who exists and what can be searched.
    const beyond = /^\/(customer|condition\/conditions$)/.test(String(first?.field));
    if (problems.length > 0 && answer.status < 400) wrong.push(`${change} taken: ${problems[0]}`);
    if (problems.length === 0 && answer.status >= 400 && !beyond)
      wrong.push(`${change} refused: ${JSON.stringify(answer.body)}`);
  }
  return { sent, wrong };
}

describe.skipIf(noContract)(
  "every request that the contract refuses is refused, and no other",
  () => {
    it("for new orders, field by field", { timeout: 60_000 }, async () => {
      const { sent, wrong } = await differences("/outbound-orders", fullOrder());
      expect(sent).toBeGreaterThan(500);
      expect(wrong).toEqual([]);
    });

    it.each(["outbound-orders", "consignments", "warehouse-products"])(
      "for searches of %s",
      { timeout: 60_000 },
      async (kind) => {
        const pointer = kind === "consignments" ? "/details/type" : "/customer/name";
        const { condition } = whereAll([pointer, "x"]) as { condition: Json };
        const nested = { type: "OrCondition", conditions: [condition, condition] };
        const { sent, wrong } = await differences(`/${kind}/search`, { condition: nested });
        expect(sent).toBeGreaterThan(100);
        expect(wrong).toEqual([]);
      },
    );
  },
);

describe("a refusal says why in a list", () => {
  it("for a missing or unknown version", async () => {
    for (const path of ["/uaa/userinfo", `/tenants/${cartonCloudTenant.id}/customers`]) {
      const missing = await sandbox.api("GET", path, { headers: { "Accept-Version": undefined } });
      expect(missing.status).toBe(400);
      const unknown = await sandbox.api("GET", path, { headers: { "Accept-Version": "2" } });
      expect(unknown.status).toBe(406);
    }
  });

  it("for text that is not JSON, or not sent as JSON", async () => {
    const path = `/tenants/${cartonCloudTenant.id}/outbound-orders`;
    expect((await sandbox.api("POST", path, { body: "{" })).status).toBe(400);
    const headers = { "content-type": "text/plain" };
    const body = orderBody("plain");
    expect((await sandbox.api("POST", path, { body, headers })).status).toBe(400);
  });

  it("for bad pages, sizes, unknown query parameters, preferences and ids", async () => {
    for (const query of ["page=0", "size=0", "size=ten", "page=1.5", "sort=name"])
      expect((await sandbox.tenant("GET", `/customers?${query}`)).status).toBe(400);
    const prefer = { Prefer: "return=everything" };
    const search = whereAll(["/status", "PACKED"]);
    const odd = await sandbox.tenant("POST", "/outbound-orders/search", search, prefer);
    expect(odd.status).toBe(400);
    expect((await sandbox.tenant("GET", "/outbound-orders/17")).status).toBe(400);
  });

  it("for a pointer that cannot be searched, and for a comparison of the wrong kind", async () => {
    const unknown = whereAll(["/details/instructions", "x"]);
    expect((await sandbox.tenant("POST", "/outbound-orders/search", unknown)).status).toBe(422);
    const wrong = whereAll(["/timestamps/created/time", "2026-01-01"]);
    expect((await sandbox.tenant("POST", "/outbound-orders/search", wrong)).status).toBe(422);
  });

  it("for unknown records, unknown paths and updates, which do not exist", async () => {
    const id = "11111111-2222-4333-8444-555555555555";
    for (const kind of ["customers", "warehouse-products", "outbound-orders", "consignments"])
      expect((await sandbox.tenant("GET", `/${kind}/${id}`)).status).toBe(404);
    const put = await fetch(
      `${sandbox.url}/tenants/${cartonCloudTenant.id}/outbound-orders/${id}`,
      {
        method: "PUT",
      },
    );
    expect([put.status, await put.json()]).toEqual([405, [{ message: expect.any(String) }]]);
    const lost = await fetch(`${sandbox.url}/tenants`);
    expect([lost.status, await lost.json()]).toEqual([404, [{ message: expect.any(String) }]]);
  });
});
