import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { membership } from "@/db/schema/people";
import { demoOrganisationId } from "@/db/seed";
import { findDueWork } from "@/server/orders/due-work";
import { createCallerFactory } from "@/server/trpc/init";
import { appRouter } from "@/server/trpc/root";
import type { History } from "./seed-history";

export type Asks = Record<string, () => Promise<unknown>>;

/** What the console asks by its pages, through the procedures themselves, as the demo admin. */
export async function openAsks({ integrationId, customerId, newest }: History): Promise<Asks> {
  const [admin] = await db()
    .select({ userId: membership.userId })
    .from(membership)
    .where(eq(membership.role, "admin"));
  if (!admin) throw new Error("There is no admin.");
  const scope = {
    userId: admin.userId,
    sessionId: crypto.randomUUID(),
    organisationId: demoOrganisationId,
    role: "admin" as const,
    customerIds: [],
  };
  const viewer = {
    scope,
    name: "Ada",
    email: "ada@x.test",
    organisationName: "The 3PL",
    owesSecondFactor: false,
  };
  const { orders, integrations, audit, search } = createCallerFactory(appRouter)({ viewer });
  const first = await orders.list({ integrationId });
  const before = first.next ?? undefined;
  // 90 % of the way back, to any order of that moment.
  const [ago] = await db().execute<{ at: string }>(sql`select receipt_created_at::text as at
    from order_link where integration_id = ${integrationId} order by receipt_created_at
    offset (select count(*) / 10 from order_link where integration_id = ${integrationId}) limit 1`);
  const deep = `${ago?.at}_zzz`;
  const entries = await audit.list({});
  const older = entries.next ?? undefined;
  return {
    "orders: latest": () => orders.list({ integrationId }),
    "orders: page two": () => orders.list({ integrationId, before }),
    "orders: a page far back": () => orders.list({ integrationId, before: deep }),
    "orders: a state that none is in": () => orders.list({ integrationId, state: "unknown" }),
    "orders: skipped": () => orders.list({ integrationId, state: "skipped" }),
    "orders: completed": () => orders.list({ integrationId, state: "completed" }),
    "orders: held": () => orders.list({ integrationId, state: "held" }),
    "orders: by reason": () => orders.list({ integrationId, state: "held", reason: "rejected" }),
    "orders: by the beginning of a number": () =>
      orders.list({ integrationId, receipt: newest.slice(0, 8) }),
    "orders: by a whole number": () => orders.list({ integrationId, receipt: newest }),
    "orders: by a number that none has": () => orders.list({ integrationId, receipt: "99" }),
    "held orders with their causes": () => orders.held({ integrationId }),
    "page of an integration": () => integrations.get({ integrationId }),
    "instances of a customer": () => integrations.customer({ customerId }),
    "list of customers": () => integrations.home(),
    "search: last three digits": () => search.find({ text: newest.slice(-3) }),
    "search: first four digits": () => search.find({ text: newest.slice(0, 4) }),
    "search: a whole number": () => search.find({ text: newest }),
    "search: an outbound order": () => search.find({ text: "so-5" }),
    "search: a word": () => search.find({ text: "maple" }),
    "search: nothing fits": () => search.find({ text: "zzzz" }),
    "audit log: latest": () => audit.list({}),
    "audit log: page two": () => audit.list({ before: older }),
    "audit log: one action": () => audit.list({ action: "integration.paused" }),
    "audit log: one person": () => audit.list({ userId: admin.userId }),
    "audit log: one customer": () => audit.list({ customerId }),
    "audit log: choices": () => audit.filters(),
    "sweep: what is due": () => findDueWork(),
  };
}
