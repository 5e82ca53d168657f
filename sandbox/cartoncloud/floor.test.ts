import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customers, warehouses } from "@/sandbox/demo";
import type { Json, Sandbox } from "./testing";
import { line, openSandbox, orderBody, whereAll } from "./testing";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.set();
  await sandbox.signIn();
});
afterAll(() => sandbox.close());

const maple = customers[0].id;
const place = async (reference: string, change: Json = {}): Promise<string> => {
  const body = orderBody(reference, change);
  return ((await sandbox.tenant("POST", "/outbound-orders", body)).body as { id: string }).id;
};
const read = async (id: string) =>
  (await sandbox.tenant("GET", `/outbound-orders/${id}`)).body as Json & { version: number };
const act = (id: string, action: string, body?: unknown) =>
  sandbox.control("POST", `/orders/${id}/${action}`, body);
const parcelsOf = async (id: string) =>
  (await sandbox.tenant("POST", "/consignments/search", whereAll(["/generatedFromTask/id", id])))
    .body as (Json & { id: string })[];
const click = (path: string, form: Record<string, string> = {}) =>
  fetch(sandbox.url + path, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
const pageText = async (path: string) => (await fetch(sandbox.url + path)).text();

describe("the warehouse floor", () => {
  it("takes an order through packing to dispatch, with versions that grow and times that stay", async () => {
    const id = await place("walk");
    const statuses: unknown[] = [];
    const versions: number[] = [];
    for (const action of ["start-packing", "pack", "dispatch"]) {
      expect((await act(id, action)).status).toBe(200);
      const order = await read(id);
      statuses.push(order.status);
      versions.push(order.version);
    }
    expect(statuses).toEqual(["PACKING_IN_PROGRESS", "PACKED", "DISPATCHED"]);
    expect(versions).toEqual([2, 3, 4]);
    expect((await read(id)).timestamps).toMatchObject({
      packed: { time: expect.stringContaining("+10:00") },
      dispatched: { time: expect.stringContaining("+10:00") },
    });
  });

  it("takes an order that comes another way, and says why it takes none", async () => {
    const form = { customerId: customers[1].id, reference: "counter-1", code: "MUG-FOG" };
    const entered = await click("/orders", form);
    expect(entered.status).toBe(303);
    const id = entered.headers.get("location")?.split("/").at(-1) ?? "";
    expect(await read(id)).toMatchObject({
      status: "AWAITING_PICK_AND_PACK",
      references: { customer: "counter-1" },
      customer: { id: customers[1].id },
    });
    const again = await click("/orders", form);
    expect([again.status, await again.text()]).toEqual([
      409,
      expect.stringContaining("counter-1 is taken"),
    ]);
    expect((await click("/orders", { ...form, reference: "" })).status).toBe(409);
  });

  it("makes one consignment per parcel at dispatch, with carrier, number and page", async () => {
    const id = await place("parcels");
    expect(await parcelsOf(id)).toEqual([]);
    const url = "https://track.example.com/P1";
    await act(id, "dispatch", {
      parcels: [
        { carrier: "USPS", tracking: "P1", url },
        { carrier: "UPS", tracking: "P2" },
      ],
    });
    const made = await parcelsOf(id);
    expect(made).toMatchObject([
      {
        references: { customer: "parcels", tracking: "P1" },
        generatedFromTask: { id },
        details: { type: "WAREHOUSE_FULFILMENT", tracking: { companyName: "USPS", url } },
      },
      { references: { tracking: "P2" }, details: { tracking: { companyName: "UPS" } } },
    ]);
    const one = await sandbox.tenant("GET", `/consignments/${made[0]?.id}`);
    expect(one.body).toEqual(made[0]);
    const bare = await sandbox.tenant("GET", `/consignments/${made[0]?.id}`, undefined, {
      Prefer: "return=no-items",
    });
    expect(bare.body).not.toHaveProperty("items");
    const minimal = await sandbox.tenant(
      "POST",
      "/consignments/search",
      whereAll(["/generatedFromTask/id", id], ["/details/type", "WAREHOUSE_FULFILMENT"]),
      { Prefer: "return=minimal" },
    );
    expect(minimal.body).toEqual(made.map((parcel) => ({ id: parcel.id })));
  });

  it("dispatches without a parcel, and with a parcel whose tracking is not known yet", async () => {
    const none = await place("no-parcel");
    await act(none, "dispatch", { parcels: [] });
    expect([(await read(none)).status, await parcelsOf(none)]).toEqual(["DISPATCHED", []]);
    const later = await place("tracking-later");
    await act(later, "dispatch", { parcels: [{}] });
    expect(await parcelsOf(later)).toMatchObject([{ references: { tracking: null } }]);
    const { version } = await read(later);
    await act(later, "tracking", { parcels: [{ carrier: "USPS", tracking: "L1" }] });
    expect(await parcelsOf(later)).toMatchObject([
      {
        version: 2,
        references: { tracking: "L1" },
        details: { tracking: { companyName: "USPS" } },
      },
    ]);
    expect((await read(later)).version).toBe(version);
  });

  it("makes the consignment at import, or never, when the customer says so", async () => {
    const set = (consignments: string) =>
      sandbox.control("POST", "/customers", { id: maple, settings: { consignments } });
    await set("import");
    const early = await place("early");
    expect(await parcelsOf(early)).toMatchObject([
      { status: "AWAITING_SALE_ORDER_PACKING", references: { tracking: null } },
    ]);
    await act(early, "pack");
    await act(early, "dispatch", { parcels: [{ carrier: "USPS", tracking: "E1" }] });
    expect(await parcelsOf(early)).toMatchObject([{ version: 3, references: { tracking: "E1" } }]);
    await set("never");
    const never = await place("never");
    await act(never, "dispatch");
    expect(await parcelsOf(never)).toEqual([]);
    await set("dispatch");
  });

  it("rejects by hand, and imports a rejected order again once its product is there", async () => {
    const byHand = await place("by-hand");
    await act(byHand, "reject", { reason: "Damaged stock" });
    expect(await read(byHand)).toMatchObject({
      status: "REJECTED",
      details: { errors: [{ message: "Damaged stock", isResolved: false }] },
    });
    const id = await place("heals", { items: [line("NEW-CODE")] });
    await act(id, "reprocess");
    expect((await read(id)).status).toBe("REJECTED");
    await sandbox.control("POST", "/products", { customerId: maple, code: "NEW-CODE" });
    await act(id, "reprocess");
    expect(await read(id)).toMatchObject({
      status: "AWAITING_PICK_AND_PACK",
      items: [{ details: { product: { references: { code: "NEW-CODE" } } } }],
    });
  });

  it("deletes an order and refuses what its status does not allow, in words", async () => {
    const id = await place("gone");
    await act(id, "delete");
    expect((await sandbox.tenant("GET", `/outbound-orders/${id}`)).status).toBe(404);
    const found = await sandbox.tenant(
      "POST",
      "/outbound-orders/search",
      whereAll(["/references/customer", "gone"]),
    );
    expect(found.body).toEqual([]);
    const sent = await place("sent");
    await act(sent, "dispatch");
    for (const action of ["pack", "dispatch", "reject", "delete", "reprocess"]) {
      const { status, body } = await act(sent, action);
      expect([action, status, body]).toEqual([
        action,
        409,
        { problem: expect.stringContaining("Dispatched") },
      ]);
    }
  });

  it("can be put into any status for a test", async () => {
    const id = await place("forced");
    for (const status of ["DRAFT", "AWAITING_STOCK", "PICKED", "PACKED"]) {
      await act(id, "status", { status });
      expect((await read(id)).status).toBe(status);
    }
    expect((await act(id, "status", { status: "CANCELLED" })).status).toBe(400);
  });
});

describe("the floor's pages", () => {
  it("list orders and dispatch one with a single click on what is filled in", async () => {
    const id = await place("one-click");
    expect(await pageText("/")).toContain(`<a href="/orders/${id}">one-click</a>`);
    const page = await pageText(`/orders/${id}`);
    for (const text of [
      "Gift wrap the mug",
      "1 Example Way",
      "MUG-FOG",
      "Melbourne",
      "Leave at the door",
    ])
      expect(page).toContain(text);
    for (const label of ["Start packing", "Pack", "Dispatch", "Reject", "Delete"])
      expect(page).toContain(`>${label}</button>`);
    const [dispatchForm = ""] = /<form[^>]*\/dispatch"[\s\S]*?<\/form>/.exec(page) ?? [];
    const filled = dispatchForm.matchAll(
      /name="((?:carrier|tracking|url)-0|parcels)"[^>]*?value="([^"]+)"/g,
    );
    const form = Object.fromEntries([...filled].map(([, name, value]) => [name, value]));
    expect(Object.keys(form)).toHaveLength(4);
    const { status, headers } = await click(`/orders/${id}/dispatch`, form);
    expect([status, headers.get("location")]).toEqual([303, `/orders/${id}?done=dispatch`]);
    expect(await parcelsOf(id)).toMatchObject([
      {
        references: { tracking: form["tracking-0"] },
        details: { tracking: { companyName: "USPS" } },
      },
    ]);
    expect(await pageText(`/orders/${id}`)).toContain("Add or change tracking</button>");
  });

  it("offer several parcels and none, and tracking after dispatch", async () => {
    const id = await place("several");
    expect(await pageText(`/orders/${id}?parcels=2`)).toContain("Carrier of parcel 2");
    await click(`/orders/${id}/dispatch`, { parcels: "0" });
    expect(await parcelsOf(id)).toEqual([]);
    const added = { parcels: "1", "carrier-0": "UPS", "tracking-0": "Z1", "url-0": "" };
    await click(`/orders/${id}/tracking`, added);
    const [parcel] = await parcelsOf(id);
    expect(parcel).toMatchObject({ references: { tracking: "Z1" } });
    const changed = { ...added, "tracking-0": "Z2", "consignment-0": parcel?.id ?? "" };
    await click(`/orders/${id}/tracking`, changed);
    expect(await parcelsOf(id)).toMatchObject([{ id: parcel?.id, references: { tracking: "Z2" } }]);
  });

  it("show text from outside as text", async () => {
    const id = await place("<b>bold</b>");
    const page = await pageText(`/orders/${id}`);
    expect(page).toContain("&lt;b&gt;bold&lt;/b&gt;");
    expect(page).not.toContain("<b>bold</b>");
  });

  it("say why a click did nothing", async () => {
    const id = await place("too-late");
    await act(id, "dispatch");
    const answer = await click(`/orders/${id}/pack`);
    expect([answer.status, await answer.text()]).toEqual([
      409,
      expect.stringContaining('role="alert"'),
    ]);
  });

  it("add and retire product codes", async () => {
    const customerId = customers[1].id;
    await click("/products", { customerId, code: "PAGE-CODE", name: "From the page" });
    const find = async () =>
      (
        await sandbox.tenant(
          "POST",
          "/warehouse-products/search",
          whereAll(["/customer/id", customerId], ["/code", "PAGE-CODE"]),
        )
      ).body as { id: string; details: Json }[];
    const [product] = await find();
    expect(product).toMatchObject({ name: "From the page", details: { active: true } });
    await click(`/products/${product?.id}/retire`);
    expect(await find()).toMatchObject([{ details: { active: false } }]);
    await click(`/products/${product?.id}/restore`);
    expect(await find()).toMatchObject([{ details: { active: true } }]);
    expect(await pageText("/products")).toContain("PAGE-CODE");
  });

  it("give and take a customer's access to warehouses, unless work is left there", async () => {
    const [, , kiln] = customers;
    const settings = {
      unknownProduct: "remove",
      blankProduct: "reject",
      outOfStock: "await",
      consignments: "dispatch",
    };
    const save = (warehouse: string) => click(`/customers/${kiln.id}`, { ...settings, warehouse });
    const mine = async () => (await sandbox.tenant("GET", `/customers/${kiln.id}`)).body;
    expect((await save(warehouses[1].id)).status).toBe(303);
    expect(await mine()).toMatchObject({ warehouses: [{ name: "Sydney" }] });
    const id = await place("kiln", {
      customer: { id: kiln.id },
      warehouse: { id: warehouses[1].id },
    });
    expect((await read(id)).status).toBe("AWAITING_PICK_AND_PACK");
    expect((await save(warehouses[0].id)).status).toBe(409);
    await act(id, "dispatch");
    expect((await save(warehouses[0].id)).status).toBe(303);
    expect(await pageText("/customers")).toContain("Quiet Kiln Studio");
  });
});
