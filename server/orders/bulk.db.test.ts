import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLinkEvent } from "@/db/schema/order-link";
import { inngest } from "@/inngest/client";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import type { Scope } from "@/server/people/scope";
import { bulkLimit, chooseWarehouseForHeld, dismissHeld, retryHeld } from "./bulk";
import { listHeld } from "./held";
import { announcedBy, auditsOf, kindsOf, linkRow, makeHeld } from "./held-fixtures";
import { dismissOrderLink } from "./release";
import type { HeldSelection } from "./schema";
import { dismissHeldInput, heldSelection } from "./schema";
import type { HoldReason } from "./words";

let tenant: Tenant;
let integrationId: string;
const send = vi.spyOn(inngest, "send");
let now: Date;

beforeEach(async () => {
  send.mockClear().mockResolvedValue({ ids: [] });
  tenant = await makeTenant();
  integrationId = await tenant.draft();
});
afterAll(async () => {
  await db().$client.end();
});

/** The orders of a reason as a person sees them at this moment. */
async function seen(reason: HoldReason, cause?: string): Promise<HeldSelection> {
  const group = (await listHeld(tenant.admin, integrationId)).find((one) => one.reason === reason);
  now = group?.readAt ?? new Date();
  return { integrationId, reason, readAt: now, ...(cause === undefined ? {} : { cause }) };
}

const announced = () => announcedBy(send.mock.calls);

describe("all orders of a reason", () => {
  it("are tried again, not only the few that are shown, with timeline and audit on each", async () => {
    const rows = await makeHeld(tenant, integrationId, { reason: "refused", count: 12 });
    const [other] = await makeHeld(tenant, integrationId, { reason: "no_rule" });
    const outcome = await retryHeld(tenant.admin, await seen("refused"));
    expect(outcome).toEqual({ done: 12, moved: 0, erased: 0, left: 0 });
    for (const { id, receiptId } of rows) {
      expect(await linkRow(id)).toMatchObject({ state: "received", receiptId, attempts: 1 });
      expect(await kindsOf(id)).toEqual(["hold", "released"]);
      expect(await auditsOf(id)).toEqual(["order_link.retried"]);
    }
    expect((await linkRow(other?.id ?? ""))?.state).toBe("held");
  });

  it("go on with telling Etsy where the warehouse has sent them", async () => {
    const [row] = await makeHeld(tenant, integrationId, {
      reason: "etsy_refused",
      values: { dispatchedAt: new Date() },
    });
    await retryHeld(tenant.admin, await seen("etsy_refused"));
    expect((await linkRow(row?.id ?? ""))?.state).toBe("dispatched");
  });

  it("get one warehouse, but only one of the customer's, and only where a warehouse is asked for", async () => {
    const [a, b] = await makeHeld(tenant, integrationId, { reason: "no_rule", count: 2 });
    const selection = await seen("no_rule");
    await expect(
      chooseWarehouseForHeld(tenant.admin, selection, tenant.foreignSite),
    ).rejects.toThrow("no access to this warehouse");
    expect((await linkRow(a?.id ?? ""))?.state).toBe("held");
    expect(await chooseWarehouseForHeld(tenant.admin, selection, tenant.site)).toMatchObject({
      done: 2,
    });
    for (const row of [a, b])
      expect(await linkRow(row?.id ?? "")).toMatchObject({
        state: "received",
        chosenWarehouseId: tenant.site,
      });
    await makeHeld(tenant, integrationId, { reason: "refused" });
    await expect(
      chooseWarehouseForHeld(tenant.admin, await seen("refused"), tenant.site),
    ).rejects.toThrow("do not wait for a warehouse");
  });

  it("are dismissed with one reason that stands on each of them", async () => {
    const rows = await makeHeld(tenant, integrationId, { reason: "receipt_gone", count: 3 });
    const outcome = await dismissHeld(tenant.admin, await seen("receipt_gone"), "Sold elsewhere");
    expect(outcome).toEqual({ done: 3, moved: 0, erased: 0, left: 0 });
    for (const { id } of rows) {
      expect(await linkRow(id)).toMatchObject({ state: "skipped", skipReason: "dismissed" });
      const events = await db()
        .select()
        .from(orderLinkEvent)
        .where(eq(orderLinkEvent.orderLinkId, id));
      expect(events.at(-1)?.data).toEqual({ reason: "dismissed", why: "Sold elsewhere" });
    }
  });

  it("are those of one cause, where a cause was chosen", async () => {
    const rejected = (messages: string[], count: number) =>
      makeHeld(tenant, integrationId, { reason: "order_rejected", count, detail: { messages } });
    await rejected(["No stock"], 3);
    const [other] = await rejected(["Bad postcode"], 1);
    const [group] = await listHeld(tenant.admin, integrationId);
    expect(group?.causes.map(({ words, count }) => [words, count])).toEqual([
      ["No stock", 3],
      ["Bad postcode", 1],
    ]);
    const cause = group?.causes[0]?.cause ?? "";
    const outcome = await retryHeld(tenant.admin, await seen("order_rejected", cause));
    expect(outcome).toMatchObject({ done: 3, left: 0 });
    expect((await linkRow(other?.id ?? ""))?.state).toBe("held");
  });

  it("are those of one destination country, where no rule says a warehouse", async () => {
    const goingTo = (country: string, count: number) =>
      makeHeld(tenant, integrationId, { reason: "no_rule", count, detail: { country } });
    const canadian = await goingTo("CA", 2);
    const [other] = await goingTo("NZ", 1);
    const [group] = await listHeld(tenant.admin, integrationId);
    expect(group?.causes.map(({ words, count }) => [words, count])).toEqual([
      ["CA", 2],
      ["NZ", 1],
    ]);
    expect(group?.actions[0]).toBe("choose_warehouse");
    const outcome = await chooseWarehouseForHeld(
      tenant.admin,
      await seen("no_rule", "CA"),
      tenant.site,
    );
    expect(outcome).toMatchObject({ done: 2, left: 0 });
    for (const { id } of canadian)
      expect(await linkRow(id)).toMatchObject({ chosenWarehouseId: tenant.site });
    expect((await linkRow(other?.id ?? ""))?.state).toBe("held");
  });

  it("are counted under every SKU that they ask for, each order once", async () => {
    await makeHeld(tenant, integrationId, { reason: "sku_unknown", skus: ["A", "B", "A"] });
    await makeHeld(tenant, integrationId, { reason: "sku_unknown", skus: ["A"] });
    const [group] = await listHeld(tenant.admin, integrationId);
    expect(group?.count).toBe(2);
    expect(group?.causes.map(({ cause, words, count }) => [cause, words, count])).toEqual([
      ["A", "The A", 2],
      ["B", "The B", 1],
    ]);
  });
});

describe("the count that a person saw", () => {
  it("is not exceeded by orders that came since: they stay, and are told", async () => {
    const selection = await seenOf(2);
    await makeHeld(tenant, integrationId, { reason: "refused" });
    const outcome = await dismissHeld(tenant.admin, selection, "Test orders");
    expect(outcome).toEqual({ done: 2, moved: 0, erased: 0, left: 1 });
  });

  it("shrinks when someone else was faster, and the answer says what really moved", async () => {
    const selection = await seenOf(4);
    const outcomes = await Promise.all([1, 2, 3].map(() => retryHeld(tenant.admin, selection)));
    expect(outcomes.reduce((sum, { done }) => sum + done, 0)).toBe(4);
    const [first] = await ids();
    expect((await kindsOf(first ?? "")).filter((kind) => kind === "released")).toHaveLength(1);
    for (const id of await ids()) expect((await linkRow(id))?.attempts).toBe(1);
    expect(announced()).toEqual(new Set([tenant.organisationId]));
  });

  it("counts an order once when one dismisses it alone and another one all", async () => {
    const selection = await seenOf(3);
    const [first = ""] = await ids();
    const [all, alone] = await Promise.all([
      dismissHeld(tenant.admin, selection, "All"),
      dismissOrderLink(tenant.admin, first, "Alone").then(
        () => 1,
        () => 0,
      ),
    ]);
    expect(all.done + alone).toBe(3);
    expect(await auditsOf(first)).toEqual(["order_link.dismissed"]);
  });

  it("leaves out of a retry what is erased, and says so", async () => {
    await makeHeld(tenant, integrationId, {
      reason: "refused",
      values: { personalDataErasedAt: new Date(), receiptSealed: null },
    });
    const outcome = await retryHeld(tenant.admin, await seenOf(1));
    expect(outcome).toEqual({ done: 1, moved: 0, erased: 1, left: 0 });
  });

  it("is worked off in bounded calls that tell how many are left", async () => {
    const selection = await seenOf(bulkLimit + 3);
    expect(await retryHeld(tenant.admin, selection)).toMatchObject({ done: bulkLimit, left: 3 });
    expect(await retryHeld(tenant.admin, selection)).toMatchObject({ done: 3, left: 0 });
  });

  let rows: { id: string }[] = [];
  const ids = async () => rows.map(({ id }) => id);
  async function seenOf(count: number) {
    rows = await makeHeld(tenant, integrationId, { reason: "refused", count });
    return seen("refused");
  }
});

describe("who may", () => {
  const verbs = [
    (scope: Scope, selection: HeldSelection) => retryHeld(scope, selection),
    (scope: Scope, selection: HeldSelection) => dismissHeld(scope, selection, "No"),
    (scope: Scope, selection: HeldSelection) =>
      chooseWarehouseForHeld(scope, selection, tenant.site),
  ];

  it("hears the same about a foreign integration as about a missing one", async () => {
    const [row] = await makeHeld(tenant, integrationId, { reason: "no_rule" });
    const selection = await seen("no_rule");
    const missing = { ...selection, integrationId: crypto.randomUUID() };
    const told = (work: Promise<unknown>) => work.catch((error: Error) => error.message);
    for (const scope of [
      { ...tenant.admin, organisationId: crypto.randomUUID() },
      { ...tenant.customerUser, customerIds: [tenant.other] },
    ])
      for (const verb of verbs) {
        expect(await told(verb(scope, selection))).toMatch(/does not exist/);
        expect(await told(verb(scope, selection))).toBe(await told(verb(scope, missing)));
      }
    expect(await kindsOf(row?.id ?? "")).toEqual(["hold"]);
  });

  it("is refused without the right to configure, and for a deleted integration", async () => {
    const [row] = await makeHeld(tenant, integrationId, { reason: "no_rule" });
    const selection = await seen("no_rule");
    for (const verb of verbs)
      await expect(verb(tenant.customerUser, selection)).rejects.toMatchObject({
        code: "not_allowed",
      });
    await db()
      .update(integration)
      .set({ status: "deleted" })
      .where(eq(integration.id, integrationId));
    for (const verb of verbs)
      await expect(verb(tenant.admin, selection)).rejects.toThrow("is deleted");
    expect(await kindsOf(row?.id ?? "")).toEqual(["hold"]);
  });
});

describe("a selection", () => {
  it("is refused with a sentence for a reason that does not exist and for a missing why", () => {
    const input = { integrationId: crypto.randomUUID(), reason: "moon", readAt: new Date() };
    expect(heldSelection.safeParse(input).error?.issues[0]?.message).toBe(
      "Choose one of the reasons that orders wait for.",
    );
    expect(
      dismissHeldInput.safeParse({ ...input, reason: "refused", why: " " }).error?.issues[0]
        ?.message,
    ).toMatch(/^Say why these orders/);
  });
});
