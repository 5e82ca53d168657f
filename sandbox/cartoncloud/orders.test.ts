import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customers, warehouses } from "@/sandbox/demo";
import type { Json, Sandbox } from "./testing";
import { line, openSandbox, orderBody } from "./testing";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.set();
  await sandbox.signIn();
});
afterAll(() => sandbox.close());

const maple = customers[0].id;
const create = (body: Json) => sandbox.tenant("POST", "/outbound-orders", body);
const customerSettings = (settings: Json) =>
  sandbox.control("POST", "/customers", { id: maple, settings });
const codesOf = (order: unknown) =>
  (order as { items: Json[] }).items.map(
    (item) => (item as { details: { product: Json } }).details.product.references,
  );
const causesOf = (order: unknown) =>
  (order as { details: { errors?: { message: string }[] } }).details.errors?.map((e) => e.message);

describe("creating an outbound order", () => {
  it("answers 201 with what was sent, an id, version 1 and times with an offset", async () => {
    const { status, body } = await create(orderBody("whole"));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: 1,
      status: "AWAITING_PICK_AND_PACK",
      references: { customer: "whole" },
      customer: { id: maple },
      warehouse: warehouses[0],
      details: {
        instructions: "Gift wrap the mug",
        deliver: {
          address: {
            address1: "1 Example Way",
            country: { iso2Code: "US", name: "United States" },
          },
          method: { type: "SHIPPING", requestedService: "Standard" },
        },
        invoiceValue: { amount: 56, currency: "USD" },
      },
      items: [
        { details: { product: { references: { code: "MUG-FOG" } } }, measures: { quantity: 2 } },
      ],
      timestamps: { created: { time: expect.stringMatching(/^\d{4}-.*T.*\+10:00$/) } },
    });
    const { id } = body as { id: string };
    expect((await sandbox.tenant("GET", `/outbound-orders/${id}`)).body).toEqual(body);
  });

  it("finds a customer by code or name, and takes the default warehouse when none is named", async () => {
    const byCode = orderBody("by-code", { customer: { references: { code: "MAPLE" } } });
    const byName = orderBody("by-name", { customer: { name: customers[0].name }, warehouse: null });
    for (const body of [byCode, byName])
      expect((await create(body)).body).toMatchObject({
        customer: { id: maple },
        warehouse: { name: "Melbourne" },
      });
  });

  it("answers 228 and keeps a REJECTED order without items when a product code is unknown", async () => {
    const { status, body } = await create(orderBody("fig", { items: [line("CNDL-FIG")] }));
    expect(status).toBe(228);
    expect(body).toMatchObject({ status: "REJECTED", version: 1 });
    expect(causesOf(body)).toEqual([expect.stringContaining("CNDL-FIG")]);
    expect(body).not.toHaveProperty("items");
    const { id } = body as { id: string };
    expect((await sandbox.tenant("GET", `/outbound-orders/${id}`)).body).toEqual(body);
  });

  it("drops the line without a word when the customer says so", async () => {
    await customerSettings({ unknownProduct: "remove" });
    const items = [line("MUG-FOG"), line("CNDL-FIG"), line("TOWEL-2")];
    const { status, body } = await create(orderBody("dropped", { items }));
    await customerSettings({ unknownProduct: "reject" });
    expect(status).toBe(201);
    expect(codesOf(body)).toMatchObject([{ code: "MUG-FOG" }, { code: "TOWEL-2" }]);
    expect(causesOf(body)).toBeUndefined();
  });

  it("rejects an order when dropping leaves no line", async () => {
    await customerSettings({ unknownProduct: "remove" });
    const { status } = await create(orderBody("all-dropped", { items: [line("CNDL-FIG")] }));
    await customerSettings({ unknownProduct: "reject" });
    expect(status).toBe(228);
  });

  it.each([
    ["a retired product", { code: "OLD", active: false }, 1],
    ["part of a unit", { code: "WHOLE" }, 1.5],
    ["more than is in stock", { code: "FEW", stock: 1 }, 2],
  ])("rejects %s", async (_, product, quantity) => {
    await customerSettings({ outOfStock: "reject" });
    await sandbox.control("POST", "/products", { customerId: maple, ...product });
    const items = [line(product.code, quantity)];
    const { status, body } = await create(orderBody(`cause-${product.code}`, { items }));
    await customerSettings({ outOfStock: "await" });
    expect([status, causesOf(body)]).toEqual([228, [expect.stringContaining(product.code)]]);
  });

  it("lets an order wait for stock by default", async () => {
    await sandbox.control("POST", "/products", { customerId: maple, code: "NONE", stock: 0 });
    const { status, body } = await create(orderBody("waits", { items: [line("NONE")] }));
    expect([status, (body as Json).status]).toEqual([201, "AWAITING_STOCK"]);
  });

  it.each([
    ["a warehouse that the customer has no access to", { id: warehouses[1].id }],
    ["an unknown warehouse", { name: "Hobart" }],
  ])("rejects %s", async (name, warehouse) => {
    const { status, body } = await create(orderBody(name, { warehouse }));
    expect([status, causesOf(body)]).toEqual([228, [expect.stringMatching(/[Ww]arehouse/)]]);
  });

  it("rejects an address without a street unless the customer allows it", async () => {
    const body = orderBody("street");
    const address = { contactName: "Robin", city: "Portland", country: { iso2Code: "US" } };
    body.details = { deliver: { address } };
    expect((await create(body)).status).toBe(228);
    await customerSettings({ allowInvalidAddresses: true });
    const allowed = await create({ ...body, references: { customer: "street-allowed" } });
    await customerSettings({ allowInvalidAddresses: false });
    expect(allowed.status).toBe(201);
  });

  it("answers 422 for a customer that does not exist", async () => {
    const { status, body } = await create(orderBody("who", { customer: { name: "Nobody" } }));
    expect([status, body]).toMatchObject([422, [{ field: "/customer/name" }]]);
  });
});

describe("a reference that is taken", () => {
  it("answers 422 DUPLICATE with the id of the order that has it", async () => {
    const first = (await create(orderBody("twice"))).body as Json;
    const { status, body } = await create(orderBody("twice"));
    expect(status).toBe(422);
    expect(body).toMatchObject([
      { field: "/references/customer", type: "DUPLICATE", details: { duplicateId: first.id } },
    ]);
  });

  it("is free for another customer, after a deletion, and when references need not be unique", async () => {
    const first = (await create(orderBody("again"))).body as Json;
    const other = { customer: { id: customers[1].id }, warehouse: { id: warehouses[1].id } };
    expect((await create(orderBody("again", other))).status).toBe(201);
    await customerSettings({ uniqueReferences: false });
    expect((await create(orderBody("again"))).status).toBe(201);
    await customerSettings({ uniqueReferences: true });
    for (const { order } of await ordersWith("again"))
      await sandbox.tenant("DELETE", `/outbound-orders/${order.id}`);
    expect((await sandbox.tenant("GET", `/outbound-orders/${first.id}`)).status).toBe(404);
    expect((await create(orderBody("again"))).status).toBe(201);
  });

  it("is kept by a REJECTED order, or not, as the customer says", async () => {
    const items = [line("CNDL-FIG")];
    await create(orderBody("rejected", { items }));
    expect((await create(orderBody("rejected"))).status).toBe(422);
    await customerSettings({ rejectedKeepsReference: false });
    expect((await create(orderBody("rejected"))).status).toBe(201);
    await customerSettings({ rejectedKeepsReference: true });
  });
});

describe("deleting an outbound order", () => {
  it("is refused in a status that is not allowed, and for an old version", async () => {
    const { id } = (await create(orderBody("keep"))).body as { id: string };
    const old = await sandbox.tenant("DELETE", `/outbound-orders/${id}`, undefined, {
      "If-Match": "7",
    });
    expect(old.status).toBe(412);
    await sandbox.control("POST", `/orders/${id}/dispatch`);
    expect((await sandbox.tenant("DELETE", `/outbound-orders/${id}`)).status).toBe(422);
    expect((await sandbox.tenant("GET", `/outbound-orders/${id}`)).status).toBe(200);
  });
});

async function ordersWith(reference: string): Promise<{ order: Json }[]> {
  const { body } = await sandbox.control("GET", `/orders?reference=${reference}`);
  return (body as { orders: { order: Json }[] }).orders;
}
