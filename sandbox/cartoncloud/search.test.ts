import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customers, productCodes } from "@/sandbox/demo";
import type { Answer, Json, Sandbox } from "./testing";
import { openSandbox, orderBody, textEquals, whereAll } from "./testing";

let sandbox: Sandbox;
const ids: string[] = [];
beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.set();
  await sandbox.signIn();
  for (const reference of ["s-1", "s-2", "s-3", "t-1", "t-2"]) {
    const { body } = await sandbox.tenant("POST", "/outbound-orders", orderBody(reference));
    ids.push((body as { id: string }).id);
  }
});
afterAll(() => sandbox.close());

const orders = (body: unknown, query = "", headers?: Record<string, string>) =>
  sandbox.tenant("POST", `/outbound-orders/search${query}`, body, headers);
const group = (type: string, ...conditions: Json[]): Json => ({ condition: { type, conditions } });
const referencesOf = ({ body }: Answer) =>
  (body as { references: { customer: string } }[]).map((order) => order.references.customer);

describe("searching outbound orders", () => {
  it("compares text in every documented way, in groups inside groups", async () => {
    const by = (value: string, method: string) => textEquals("/references/customer", value, method);
    const found = async (body: Json) => referencesOf(await orders(body));
    expect(await found(whereAll(["/references/customer", "s-2"]))).toEqual(["s-2"]);
    expect(await found(group("AndCondition", by("s-", "STARTS_WITH")))).toEqual([
      "s-1",
      "s-2",
      "s-3",
    ]);
    expect(await found(group("AndCondition", by("-1", "CONTAINS")))).toEqual(["s-1", "t-1"]);
    const or = { type: "OrCondition", conditions: [by("s-1", "EQUAL_TO"), by("t-2", "EQUAL_TO")] };
    expect(await found(group("AndCondition", or, by("t", "DOES_NOT_CONTAIN")))).toEqual(["s-1"]);
    expect(await found(group("AndCondition", or, by("s-1", "NOT_EQUAL_TO")))).toEqual(["t-2"]);
  });

  it("compares instants whatever their offset", async () => {
    const { body } = await sandbox.tenant("GET", `/outbound-orders/${ids[4]}`);
    const { created } = (body as { timestamps: { created: { time: string } } }).timestamps;
    const since = (value: string, method: string) =>
      group("AndCondition", {
        type: "DateTimeComparisonCondition",
        field: { type: "JsonField", pointer: "/timestamps/created/time" },
        value: { type: "ValueField", value },
        method,
      });
    const utc = new Date(created.time).toISOString();
    expect(utc).not.toBe(created.time);
    expect(referencesOf(await orders(since(utc, "GREATER_THAN_OR_EQUAL_TO")))).toEqual(["t-2"]);
    expect(referencesOf(await orders(since(utc, "LESS_THAN")))).toHaveLength(4);
  });

  it("knows status, and the old names of fields", async () => {
    const status = whereAll(
      ["/status", "AWAITING_PICK_AND_PACK"],
      ["/customer/id", customers[0].id],
    );
    expect(referencesOf(await orders(status))).toHaveLength(5);
    const old = { ...textEquals("", "s-1"), field: { type: "ValueField", value: "reference" } };
    expect(referencesOf(await orders(group("OrCondition", old)))).toEqual(["s-1"]);
  });

  it("gives ids only when the caller prefers so", async () => {
    const answer = await orders(whereAll(["/references/customer", "s-1"]), "", {
      Prefer: "return=minimal",
    });
    expect(answer.body).toEqual([{ id: ids[0] }]);
    expect(answer.headers.get("preference-applied")).toBe("return=minimal");
  });

  it("is cut into pages that the headers tell of, and that can be followed by Link", async () => {
    const all = whereAll(["/customer/id", customers[0].id]);
    const second = await orders(all, "?page=2&size=2");
    expect(referencesOf(second)).toEqual(["s-3", "t-1"]);
    expect(Object.fromEntries(second.headers)).toMatchObject({
      "total-pages": "3",
      "page-size": "2",
      "page-number": "2",
      "total-elements": "5",
    });
    const links = second.headers.get("link") ?? "";
    expect(links).toMatch(/<http[^>]*[?&]page=3[^>]*>; rel="next"/);
    expect(links).toMatch(/<http[^>]*[?&]page=1[^>]*>; rel="prev"/);
    const last = await orders(all, "?page=3&size=2");
    expect(last.headers.get("link")).not.toContain('rel="next"');
    const behind = await orders(all, "?page=9&size=2");
    expect([behind.status, behind.body]).toEqual([200, []]);
  });

  it("cuts a size that is too large and tells so", async () => {
    await sandbox.set({ maxPageSize: 3 });
    const { headers } = await orders(whereAll(["/customer/id", customers[0].id]), "?size=500");
    await sandbox.set({ maxPageSize: 100 });
    expect([headers.get("page-size"), headers.get("total-pages")]).toEqual(["3", "2"]);
  });
});

describe("a search that lags behind", () => {
  it("does not find a new order yet, while reading and the duplicate check do", async () => {
    await sandbox.set({ searchDelayMs: 600 });
    const { body } = await sandbox.tenant("POST", "/outbound-orders", orderBody("late"));
    const { id } = body as { id: string };
    const search = whereAll(["/references/customer", "late"]);
    expect((await orders(search)).body).toEqual([]);
    expect((await sandbox.tenant("GET", `/outbound-orders/${id}`)).status).toBe(200);
    expect((await sandbox.tenant("POST", "/outbound-orders", orderBody("late"))).status).toBe(422);
    await expect
      .poll(async () => referencesOf(await orders(search)), { timeout: 3000 })
      .toEqual(["late"]);
    await sandbox.control("POST", `/orders/${id}/dispatch`);
    const dispatched = whereAll(["/references/customer", "late"], ["/status", "DISPATCHED"]);
    const parcels = whereAll(["/generatedFromTask/id", id]);
    expect((await orders(dispatched)).body).toEqual([]);
    expect((await sandbox.tenant("POST", "/consignments/search", parcels)).body).toEqual([]);
    await expect
      .poll(async () => referencesOf(await orders(dispatched)), { timeout: 3000 })
      .toEqual(["late"]);
    expect((await sandbox.tenant("POST", "/consignments/search", parcels)).body).toHaveLength(1);
    await sandbox.set({ searchDelayMs: 0 });
  });
});

describe("searching and reading products", () => {
  it("finds a code of one customer, and only active ones when asked", async () => {
    const [customer] = customers;
    const search = (body: Json) => sandbox.tenant("POST", "/warehouse-products/search", body);
    const mine = whereAll(["/customer/id", customer.id], ["/code", "MUG-FOG"]);
    const { body } = await search(mine);
    expect(body).toMatchObject([
      { references: { code: "MUG-FOG" }, customer: { id: customer.id }, details: { active: true } },
    ]);
    const [product] = body as { id: string }[];
    expect((await sandbox.tenant("GET", `/warehouse-products/${product?.id}`)).body).toEqual(
      product,
    );
    expect((await search(whereAll(["/code", "CNDL-FIG"]))).body).toEqual([]);
    await sandbox.control("POST", "/products", {
      customerId: customer.id,
      code: "MUG-FOG",
      active: false,
    });
    const active = {
      type: "BooleanComparisonCondition",
      field: { type: "JsonField", pointer: "/details/active" },
      value: { type: "ValueField", value: true },
    };
    const found = await search(
      group("AndCondition", textEquals("/customer/id", customer.id), active),
    );
    expect(found.body).toHaveLength(productCodes.length - 1);
  });
});

describe("reading customers", () => {
  it("lists them with the warehouses that they have access to", async () => {
    const { body } = await sandbox.tenant("GET", "/customers");
    expect(body).toMatchObject(
      customers.map(({ id, name, code }) => ({ id, name, references: { code } })),
    );
    const { body: one } = await sandbox.tenant("GET", `/customers/${customers[1].id}`);
    expect(one).toMatchObject({ warehouses: [{ name: "Sydney" }] });
  });

  it("leaves the warehouses out when the settings say so", async () => {
    await sandbox.set({ customersShowWarehouses: false });
    const { body } = await sandbox.tenant("GET", `/customers/${customers[1].id}`);
    await sandbox.set({ customersShowWarehouses: true });
    expect(body).not.toHaveProperty("warehouses");
  });
});
