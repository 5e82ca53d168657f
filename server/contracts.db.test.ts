import { resolve } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer } from "@/db/schema/organisation";
import { membership, userSession } from "@/db/schema/people";
import { openContract } from "@/sandbox/kernel/contract";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { finishConnect, startConnect } from "@/server/integrations/connect";
import { orderCreation } from "@/server/integrations/schema";
import { previewImport } from "@/server/orders/preview";
import { testCartonCloudConnection } from "@/server/organisations/cartoncloud";
import type { Scope } from "@/server/people/scope";

const contracts = {
  etsy: openContract(resolve("../shared/contracts/etsy-oas.json")),
  cartonCloud: openContract(resolve("../shared/contracts/cartoncloud-openapi.json")),
};
const absent = !contracts.etsy || !contracts.cartonCloud;
if (absent)
  console.warn("SKIPPED: the contracts are not beside this project (../shared/contracts).");

let world: World;
let scope: Scope;

beforeAll(async () => {
  world = await openWorld();
  const [member] = await db().select().from(membership).where(eq(membership.role, "admin"));
  if (!member) throw new Error("The demo tenant has no admin.");
  const [session] = await db()
    .insert(userSession)
    .values({ ...member, expiresAt: new Date(Date.now() + 3_600_000) })
    .returning();
  scope = { ...member, sessionId: session?.id ?? "", customerIds: [] };
});
afterAll(() => world.close());

/** A seller consents on Etsy's page; what the redirect brings back. */
async function consent(authorizeUrl: string) {
  const answer = await fetch(authorizeUrl, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ seller: "maple", decision: "allow" }),
  });
  const back = new URL(answer.headers.get("location") ?? "").searchParams;
  return { state: back.get("state"), code: back.get("code"), error: back.get("error") };
}

/** Everything that the product asks of both systems, once. */
async function wholeLoop() {
  const test = await testCartonCloudConnection(scope);
  expect(test).toMatchObject({ ok: true, customers: 3 });
  const [owner] = await db()
    .select()
    .from(customer)
    .where(eq(customer.name, "Maple & Moss Pty Ltd"));
  const [draft] = await db()
    .insert(integration)
    .values({ organisationId: scope.organisationId, customerId: owner?.id ?? "", name: "Maple" })
    .returning();
  const id = draft?.id ?? "";
  const { authorizeUrl } = await startConnect(scope, id);
  expect(await finishConnect(scope, await consent(authorizeUrl))).toMatchObject({
    outcome: "connected",
    shopName: "MapleAndMoss",
  });
  const settings = orderCreation.parse({
    otherwise: { kind: "hold" },
    importFrom: { kind: "since", date: "2026-01-01" },
  });
  await previewImport(scope, id, settings);
  await db().execute("delete from integration_event");
  await db().execute("delete from connect_request");
  await db().execute("delete from etsy_connection");
  await db().execute("delete from etsy_call_count");
  await db().delete(integration);

  await world.connect();
  const [plain = "", abroad = ""] = [
    ...(await world.placeOrders({
      isGift: true,
      giftMessage: "For you",
      shippingUpgrade: "Express",
    })),
    ...(await world.placeOrders({ address: { country: "DE", state: null } })),
    ...(await world.placeOrders({ lines: [{ sku: "NEW-ONE", title: "Vase" }] })),
  ];
  await world.drive();
  for (const receiptId of [plain, abroad]) {
    const link = (await world.links()).find((one) => one.receiptId === receiptId);
    await world.cartonCloud.control("POST", `/orders/${link?.outboundOrderId}/dispatch`, {});
  }
  await world.letPollCome();
  await world.drive();
  expect((await world.links()).filter(({ state }) => state === "completed")).toHaveLength(2);
}

describe.skipIf(absent)("every request of the product", () => {
  it("is one that Etsy's and CartonCloud's contracts allow", async () => {
    await wholeLoop();
    const problems: string[] = [];
    let checked = 0;
    for (const system of ["etsy", "cartonCloud"] as const)
      for (const entry of await world[system].journal()) {
        const operation = operationOf(entry.route);
        if (!operation) continue;
        checked += 1;
        for (const problem of contracts[system]?.checkRequest(operation, entry) ?? [])
          problems.push(`${operation}: ${problem}`);
      }
    expect(problems).toEqual([]);
    expect(checked).toBeGreaterThan(20);
  });

  it("sends Etsy's token address a form, with the bare keystring as client", async () => {
    const calls = await world.etsy.journal(routes.token);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
    expect(calls[0]?.body).toMatchObject({ client_id: "demokeystring0000000000000" });
  });
});

/** Consent pages, Etsy's token address and control routes are no operations of a contract. */
const operationOf = (route: string): string | null =>
  /_sandbox|\/oauth\/connect|\/public\/oauth\/token/.test(route) ? null : route;
