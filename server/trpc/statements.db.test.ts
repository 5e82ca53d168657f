import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { watchStatements } from "@/scripts/testing/watch-statements";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant, one } from "@/server/integrations/fixtures";
import { makeHeld } from "@/server/orders/held-fixtures";
import type { Viewer } from "@/server/people/session";
import { createCallerFactory } from "./init";
import { appRouter } from "./root";

const call = createCallerFactory(appRouter);
let tenant: Tenant;
let texts: string[];
let viewer: Viewer;
let ids: { integrationId: string; customerId: string };
beforeAll(async () => {
  tenant = await makeTenant();
  const { organisationId, own } = tenant;
  viewer = {
    scope: tenant.admin,
    name: "Ada",
    email: "a@x.test",
    organisationName: "Home",
    owesSecondFactor: false,
  };
  const made = one(
    await db()
      .insert(integration)
      .values({ organisationId, customerId: own, name: "Shop", status: "active" })
      .returning(),
  );
  ids = { integrationId: made.id, customerId: own };
  await makeHeld(tenant, made.id, { reason: "sku_unknown", skus: ["A"], count: 3 });
  await makeHeld(tenant, made.id, {
    reason: "order_rejected",
    detail: { messages: ["No."] },
  });
  texts = watchStatements();
});

/** What the pages ask of the procedures, and the statements that it may cost beside the session. */
const pages = () => {
  const { orders, integrations, audit, billing, organisation, people, search } = call({ viewer });
  const { integrationId, customerId } = ids;
  return [
    ["the list of customers", 1, [() => integrations.home()]],
    ["the instances of a customer", 2, [() => integrations.customer({ customerId })]],
    [
      "an integration",
      2,
      [
        () => integrations.get({ integrationId }),
        () => orders.held({ integrationId }),
        () => orders.list({ integrationId }),
        () => orders.aliases({ integrationId }),
      ],
    ],
    ["a page of orders", 2, [() => orders.list({ integrationId })]],
    ["the audit log", 1, [() => audit.filters(), () => audit.list({})]],
    [
      "the settings",
      1,
      [
        () => organisation.settings(),
        () => organisation.webhook(),
        () => people.list(),
        () => people.invitations(),
      ],
    ],
    ["a statement", 3, [() => billing.access(), () => billing.statement({})]],
    ["a search", 3, [() => search.find({ text: "123" })]],
  ] satisfies [string, number, (() => Promise<unknown>)[]][];
};

const costOf = async (loads: (() => Promise<unknown>)[]): Promise<number> => {
  texts.length = 0;
  await Promise.all(loads.map((load) => load()));
  return texts.length;
};

it("a page asks the database no more often than it did, and no more often for more rows", async () => {
  // The first look at all makes the row of the Etsy budget.
  await call({ viewer }).integrations.get({ integrationId: ids.integrationId });
  const before: Record<string, number> = {};
  for (const [name, most, loads] of pages()) {
    before[name] = await costOf(loads);
    expect(before[name], name).toBeGreaterThan(0);
    expect(before[name], `${name}: ${texts.join("\n")}`).toBeLessThanOrEqual(most);
  }
  await makeHeld(tenant, ids.integrationId, { reason: "sku_unknown", skus: ["B", "C"], count: 40 });
  for (const [name, , loads] of pages()) expect(await costOf(loads), name).toBe(before[name]);
});
