import { expect } from "vitest";
import { demoLogins } from "@/db/seed";
import { defaultFulfilment } from "@/server/integrations/schema";
import { signInToConsole } from "./console-client";
import { queryOnce } from "./query-once";
import type { TestStack } from "./stack";

/** The shop of the seller maple, as the Etsy stand-in numbers it. */
export const mapleShopId = 61000001;

/** Connects Maple's shop through the console's own procedures and the consent page. */
export async function connectShop(stack: TestStack): Promise<void> {
  const { api, visit } = await signInToConsole(stack.appUrl, demoLogins.admin);
  const [owner] = await queryOnce(
    stack.databaseUrl,
    (sql) => sql`select id from customer where name = 'Maple & Moss Pty Ltd'`,
  );
  const { integrationId } = await api.integrations.createDraft.mutate({
    customerId: String(owner?.id),
    app: "etsy",
    name: "Maple",
  });
  const { authorizeUrl } = await api.integrations.startConnect.mutate({ integrationId });
  const consent = await fetch(authorizeUrl, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ seller: "maple", decision: "allow" }),
  });
  const back = await visit(consent.headers.get("location") ?? "");
  expect(back.headers.get("location")).toContain("outcome=connected");
  const { warehouses } = await api.integrations.wizard.query({ integrationId });
  await api.integrations.saveOrderCreation.mutate({
    integrationId,
    rules: [],
    otherwise: { kind: "warehouse", warehouseId: warehouses[0]?.id ?? "" },
    importFrom: { kind: "now" },
  });
  await api.integrations.finish.mutate({ integrationId, ...defaultFulfilment });
}
