import { desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, integration, pull } from "@/db/schema/integration";
import { customer, customerWarehouse, organisation, warehouse } from "@/db/schema/organisation";
import { auditEntry, userAccount, userSession } from "@/db/schema/people";
import type { Scope } from "@/server/people/scope";
import { createDraft, saveOrderCreation } from "./configure";
import { finish } from "./finish";
import type { OrderCreation } from "./schema";
import { defaultFulfilment } from "./schema";

/** Fails the test where a row that it stands on is missing. */
export const one = <T>(rows: readonly T[]): T => {
  const [row] = rows;
  if (!row) throw new Error("The row is not there.");
  return row;
};

export const toWarehouse = (
  warehouseId: string,
  importFrom: OrderCreation["importFrom"] = { kind: "now" },
): OrderCreation => ({ rules: [], otherwise: { kind: "warehouse", warehouseId }, importFrom });

export const rowOf = async (id: string) =>
  one(await db().select().from(integration).where(eq(integration.id, id)));

export const lastAudit = async (id: string): Promise<string> =>
  one(
    await db()
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.subjectId, id))
      .orderBy(desc(auditEntry.at))
      .limit(1),
  ).action;

export const runningPulls = async (integrationId: string) =>
  (await db().select().from(pull).where(eq(pull.integrationId, integrationId))).filter(
    ({ state }) => state === "running",
  );

export type Tenant = Awaited<ReturnType<typeof makeTenant>>;

/** An organisation for tests of integrations: two customers, of which the first may use one of two warehouses. */
export async function makeTenant() {
  const { id: organisationId } = one(
    await db().insert(organisation).values({ name: "Home" }).returning(),
  );
  const user = one(
    await db()
      .insert(userAccount)
      .values({ email: `${crypto.randomUUID()}@home.test`, name: "Ada", passwordHash: "none" })
      .returning(),
  );
  const session = one(
    await db()
      .insert(userSession)
      .values({ userId: user.id, organisationId, expiresAt: new Date(Date.now() + 3_600_000) })
      .returning(),
  );
  const cartonCloudId = () => crypto.randomUUID();
  const [own, other] = await db()
    .insert(customer)
    .values([
      { organisationId, cartonCloudId: cartonCloudId(), name: "Own" },
      { organisationId, cartonCloudId: cartonCloudId(), name: "Other" },
    ])
    .returning();
  const [site, foreignSite] = await db()
    .insert(warehouse)
    .values([
      { organisationId, cartonCloudId: cartonCloudId(), name: "Melbourne" },
      { organisationId, cartonCloudId: cartonCloudId(), name: "Sydney" },
    ])
    .returning();
  if (!own || !other || !site || !foreignSite) throw new Error("The tenant is incomplete.");
  await db()
    .insert(customerWarehouse)
    .values({ organisationId, customerId: own.id, warehouseId: site.id });
  const admin: Scope = {
    userId: user.id,
    sessionId: session.id,
    organisationId,
    role: "admin",
    customerIds: [],
  };
  const customerUser: Scope = { ...admin, role: "customer_user", customerIds: [own.id] };

  async function draft(scope: Scope = admin): Promise<string> {
    const input = { customerId: own?.id ?? "", app: "etsy" as const, name: "Maple" };
    return (await createDraft(scope, input)).integrationId;
  }
  /** A draft whose step 2 is done. */
  async function connected(): Promise<string> {
    const id = await draft();
    await db().insert(etsyConnection).values({
      integrationId: id,
      organisationId,
      etsyUserId: 1,
      accessTokenSealed: "sealed",
      accessTokenExpiresAt: new Date(),
      refreshTokenSealed: "sealed",
      scopes: [],
    });
    return id;
  }
  async function active(importFrom?: OrderCreation["importFrom"]): Promise<string> {
    const id = await connected();
    await saveOrderCreation(admin, id, toWarehouse(site?.id ?? "", importFrom));
    await finish(admin, id, defaultFulfilment);
    return id;
  }
  return {
    organisationId,
    admin,
    customerUser,
    own: own.id,
    other: other.id,
    site: site.id,
    foreignSite: foreignSite.id,
    draft,
    connected,
    active,
  };
}
