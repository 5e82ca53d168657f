import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { recordAudit } from "@/server/audit/record";
import { seal } from "@/server/crypto";
import { ApiError, DomainError } from "@/server/errors";
import { requireAdmin } from "@/server/people/require-admin";
import type { Scope } from "@/server/people/scope";
import { syncCatalogue } from "./catalogue";
import { sealedAt, withCartonCloud } from "./with-cartoncloud";

/** Stores how the organisation reaches CartonCloud; a secret that is left out stays. @throws DomainError */
export async function saveCartonCloudConnection(
  scope: Scope,
  input: { region: "global" | "north_america"; clientId: string; clientSecret?: string },
): Promise<void> {
  requireAdmin(scope);
  const { organisationId } = scope;
  await db().transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(cartonCloudConnection)
      .where(eq(cartonCloudConnection.organisationId, organisationId))
      .for("update");
    const secret = input.clientSecret
      ? seal(input.clientSecret, sealedAt("client_secret", organisationId))
      : before?.clientSecretSealed;
    if (!secret) throw new DomainError("invalid", "Enter the client secret.", "clientSecret");
    const values = {
      region: input.region,
      clientId: input.clientId,
      clientSecretSealed: secret,
      // A token of the old credentials must not outlive them.
      accessTokenSealed: null,
      accessTokenExpiresAt: null,
      status: "untested" as const,
      lastError: null,
    };
    await tx
      .insert(cartonCloudConnection)
      .values({ organisationId, ...values })
      .onConflictDoUpdate({ target: cartonCloudConnection.organisationId, set: values });
    await recordAudit(tx, scope, {
      action: "cartoncloud.saved",
      subjectType: "organisation",
      subjectId: organisationId,
      before: before ? { region: before.region, clientId: before.clientId } : null,
      after: {
        region: input.region,
        clientId: input.clientId,
        secretChanged: !!input.clientSecret,
      },
    });
  });
}

export type ConnectionTest = {
  ok: boolean;
  /** A sentence for people. */
  message: string;
  tenantName: string | null;
  customers: number;
  warehouses: number;
};

const failure = (error: unknown): string => {
  if (error instanceof DomainError) return error.message;
  if (!(error instanceof ApiError)) throw error;
  if (error.effectUnknown) return "CartonCloud did not answer. Try again in a minute.";
  if (error.status === 401)
    return "CartonCloud does not accept this client id and secret. Generate new credentials there and enter them here.";
  if (error.status === 403)
    return "CartonCloud accepts the credentials, but the API client lacks a role. Give it the roles of the guide.";
  return `CartonCloud refused: ${error.message}`;
};

/**
 * Signs in, reads which tenant it is, and reads customers and warehouses. A failure is an answer,
 * not an exception; it is stored with the connection. A different tenant than before is refused.
 */
export async function testCartonCloudConnection(scope: Scope): Promise<ConnectionTest> {
  requireAdmin(scope);
  const tested = await testConnection(scope);
  await recordAudit(db(), scope, {
    action: "organisation.cartoncloud_tested",
    subjectType: "organisation",
    subjectId: scope.organisationId,
    after: { ok: tested.ok, tenantName: tested.tenantName },
  });
  return tested;
}

async function testConnection(scope: Scope): Promise<ConnectionTest> {
  const { organisationId } = scope;
  const store = (values: Partial<typeof cartonCloudConnection.$inferInsert>) =>
    db()
      .update(cartonCloudConnection)
      .set({ checkedAt: new Date(), ...values })
      .where(eq(cartonCloudConnection.organisationId, organisationId));
  const failed = async (message: string): Promise<ConnectionTest> => {
    await store({ status: "failed", lastError: message });
    return { ok: false, message, tenantName: null, customers: 0, warehouses: 0 };
  };
  try {
    const info = await withCartonCloud(organisationId, (cartonCloud) => cartonCloud.getUserInfo());
    const [tenant, ...others] = info.tenants;
    if (!tenant) return failed("These credentials belong to no CartonCloud organisation.");
    if (others.length > 0)
      return failed(
        "These credentials reach several CartonCloud organisations. Use an API client of one.",
      );
    const [row] = await db()
      .select({ tenantId: cartonCloudConnection.tenantId })
      .from(cartonCloudConnection)
      .where(eq(cartonCloudConnection.organisationId, organisationId));
    if (row?.tenantId && row.tenantId !== tenant.id)
      return failed(
        `These credentials belong to another CartonCloud organisation, ${tenant.name}.`,
      );
    await store({ tenantId: tenant.id, tenantName: tenant.name });
    const counts = await syncCatalogue(organisationId);
    await store({ status: "connected", lastError: null });
    return {
      ok: true,
      message: `Connected to ${tenant.name}: ${counts.customers} customers and ${counts.warehouses} warehouses read.`,
      tenantName: tenant.name,
      ...counts,
    };
  } catch (error) {
    return failed(failure(error));
  }
}
