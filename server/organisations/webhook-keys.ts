import { and, asc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { keptQuery } from "@/db/kept-query";
import { cartonCloudWebhookKey } from "@/db/schema/cartoncloud-webhook";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { hasSha256, randomToken, sha256 } from "@/server/crypto";
import { env } from "@/server/env";
import { DomainError, notFound } from "@/server/errors";
import { requireAdmin } from "@/server/people/require-admin";
import type { Scope } from "@/server/people/scope";

/** One in use, and one that replaces it. */
const mostKeys = 2;

/** What the settings page says of the webhook; the keys themselves are not among it. @throws DomainError not_allowed */
export async function readWebhookSettings(scope: Scope) {
  requireAdmin(scope);
  const { organisationId } = scope;
  const [keys, [connection]] = await Promise.all([
    db()
      .select({
        id: cartonCloudWebhookKey.id,
        ending: cartonCloudWebhookKey.ending,
        createdAt: cartonCloudWebhookKey.createdAt,
        createdByName: userAccount.name,
        lastUsedAt: cartonCloudWebhookKey.lastUsedAt,
      })
      .from(cartonCloudWebhookKey)
      .leftJoin(userAccount, eq(userAccount.id, cartonCloudWebhookKey.createdBy))
      .where(eq(cartonCloudWebhookKey.organisationId, organisationId))
      .orderBy(asc(cartonCloudWebhookKey.createdAt)),
    db()
      .select({
        receivedAt: cartonCloudConnection.webhookReceivedAt,
        refusedAt: cartonCloudConnection.webhookRefusedAt,
        strangerAt: cartonCloudConnection.webhookStrangerAt,
      })
      .from(cartonCloudConnection)
      .where(eq(cartonCloudConnection.organisationId, organisationId)),
  ]);
  return {
    url: `${env().APP_URL}/api/webhooks/cartoncloud/${organisationId}`,
    keys,
    mayAdd: keys.length < mostKeys,
    receivedAt: connection?.receivedAt ?? null,
    refusedAt: connection?.refusedAt ?? null,
    strangerAt: connection?.strangerAt ?? null,
  };
}

/** Makes a key; this answer is the only one that shows it. @throws DomainError not_allowed, conflict (two keys are there) */
export async function makeWebhookKey(scope: Scope): Promise<{ key: string }> {
  requireAdmin(scope);
  const { organisationId, userId } = scope;
  const key = randomToken();
  await db().transaction(async (tx) => {
    const [connection] = await tx
      .select({ id: cartonCloudConnection.organisationId })
      .from(cartonCloudConnection)
      .where(eq(cartonCloudConnection.organisationId, organisationId))
      .for("update");
    if (!connection)
      throw new DomainError("conflict", "Save the CartonCloud connection first, then make a key.");
    const there = await tx.$count(
      cartonCloudWebhookKey,
      eq(cartonCloudWebhookKey.organisationId, organisationId),
    );
    if (there >= mostKeys)
      throw new DomainError(
        "conflict",
        "There are two keys already. Remove the one that CartonCloud no longer sends, then make another.",
      );
    const ending = key.slice(-4);
    const [made] = await tx
      .insert(cartonCloudWebhookKey)
      .values({ organisationId, keyHash: sha256(key), ending, createdBy: userId })
      .returning({ id: cartonCloudWebhookKey.id });
    await recordAudit(tx, scope, {
      action: "cartoncloud.webhook_key_made",
      subjectType: "organisation",
      subjectId: organisationId,
      after: { keyId: made?.id, ending },
    });
  });
  return { key };
}

/** Removes a key: calls that carry it are refused from now on. @throws DomainError not_allowed, not_found */
export async function removeWebhookKey(scope: Scope, keyId: string): Promise<void> {
  requireAdmin(scope);
  await db().transaction(async (tx) => {
    const [gone] = await tx
      .delete(cartonCloudWebhookKey)
      .where(
        and(
          eq(cartonCloudWebhookKey.id, keyId),
          eq(cartonCloudWebhookKey.organisationId, scope.organisationId),
        ),
      )
      .returning({ ending: cartonCloudWebhookKey.ending });
    if (!gone) throw notFound("key");
    await recordAudit(tx, scope, {
      action: "cartoncloud.webhook_key_removed",
      subjectType: "organisation",
      subjectId: scope.organisationId,
      before: { keyId, ending: gone.ending },
    });
  });
}

/** A call is noted at most this often, in milliseconds: many come at once. */
const noteEveryMs = 10_000;

async function noteCall(
  organisationId: string,
  values: Partial<typeof cartonCloudConnection.$inferInsert>,
  column: PgColumn,
): Promise<void> {
  const before = new Date(Date.now() - noteEveryMs);
  await db()
    .update(cartonCloudConnection)
    .set(values)
    .where(
      and(
        eq(cartonCloudConnection.organisationId, organisationId),
        or(isNull(column), lt(column, before)),
      ),
    );
}

/** Notes that a call with a valid key was about an order that no integration here made. */
export const noteStranger = (organisationId: string): Promise<void> =>
  noteCall(
    organisationId,
    { webhookStrangerAt: new Date() },
    cartonCloudConnection.webhookStrangerAt,
  );

const keysOf = keptQuery((on) => {
  const organisationId = sql.placeholder("organisationId");
  return on
    .select({ key: cartonCloudWebhookKey, receivedAt: cartonCloudConnection.webhookReceivedAt })
    .from(cartonCloudWebhookKey)
    .innerJoin(cartonCloudConnection, eq(cartonCloudConnection.organisationId, organisationId))
    .where(eq(cartonCloudWebhookKey.organisationId, organisationId));
});

/** Whether a call carries a valid key of the organisation; notes when it was, and when it was not. */
export async function admitWebhook(organisationId: string, key: string): Promise<boolean> {
  const { webhookReceivedAt, webhookRefusedAt } = cartonCloudConnection;
  const keys = await keysOf({ organisationId });
  const [own] = keys.filter(({ key: { keyHash } }) => hasSha256(key, keyHash));
  const now = new Date();
  const before = new Date(+now - noteEveryMs);
  if (!own) {
    await noteCall(organisationId, { webhookRefusedAt: now }, webhookRefusedAt);
    return false;
  }
  if (!own.receivedAt || own.receivedAt < before)
    await noteCall(organisationId, { webhookReceivedAt: now }, webhookReceivedAt);
  if (!own.key.lastUsedAt || own.key.lastUsedAt < before)
    await db()
      .update(cartonCloudWebhookKey)
      .set({ lastUsedAt: now })
      .where(eq(cartonCloudWebhookKey.id, own.key.id));
  return true;
}
