import { demoLogins } from "@/db/seed";
import { defaultFulfilment } from "@/server/integrations/schema";
import { signInToConsole } from "./console-client";
import { queryOnce } from "./query-once";
import type { TestStack } from "./stack";

/** The shop of the seller maple, as the Etsy stand-in numbers it. */
export const mapleShopId = 61000001;

type Console = Awaited<ReturnType<typeof signInToConsole>>;

/** Maple's owner allows what an integration asks for. @throws Error when that does not lead back as connected */
export async function giveConsent({ api, visit }: Console, integrationId: string): Promise<void> {
  const { authorizeUrl } = await api.integrations.startConnect.mutate({ integrationId });
  const consent = await fetch(authorizeUrl, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ seller: "maple", decision: "allow" }),
  });
  const back = await visit(consent.headers.get("location") ?? "");
  const outcome = back.headers.get("location") ?? "";
  if (!outcome.includes("outcome=connected")) throw new Error(`The consent led to ${outcome}.`);
}

/**
 * Connects Maple's shop through the console's own procedures and the consent page.
 * @returns the integration's id
 */
export async function connectShop(
  stack: Pick<TestStack, "appUrl" | "databaseUrl">,
): Promise<string> {
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
  await giveConsent({ api, visit }, integrationId);
  const { warehouses } = await api.integrations.wizard.query({ integrationId });
  await api.integrations.saveOrderCreation.mutate({
    integrationId,
    rules: [],
    otherwise: { kind: "warehouse", warehouseId: warehouses[0]?.id ?? "" },
    importFrom: { kind: "now" },
  });
  await api.integrations.finish.mutate({ integrationId, ...defaultFulfilment });
  return integrationId;
}
