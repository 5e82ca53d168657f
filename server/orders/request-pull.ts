import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import type { pullKinds } from "@/db/schema/integration";
import { integration, pull } from "@/db/schema/integration";
import { inngest } from "@/inngest/client";
import { dispatchCheckRequested, pullRequested } from "@/inngest/events";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import type { IntegrationRow } from "@/server/integrations/access";
import { configurableIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";

/** Each pull reads this much again before its cursor: receipts become visible late (milliseconds). */
const overlapMs = 10 * 60_000;

/** After a webhook others of a burst are waited for this long, so that one pull reads them all (milliseconds). */
export const gatherMs = 2000;

/** A check looks back this far, in milliseconds. */
const checkedMs = 30 * 86_400_000;
/** A receipt may be placed this long before it is paid, in milliseconds. */
const unpaidMs = 7 * 86_400_000;

export type OpenedPull = { pullId: string; integrationId: string; joined: boolean };

/** Between which instants of Etsy's clock a pull that is opened now reads. */
export function pullWindow(
  owner: Pick<IntegrationRow, "activatedAt" | "importSince" | "pullCursor">,
  kind: (typeof pullKinds)[number],
  now: Date,
): { windowFrom: Date; windowTo: Date } {
  const start = owner.importSince ?? owner.activatedAt ?? now;
  const from =
    kind === "changes"
      ? +(owner.pullCursor ?? start) - overlapMs
      : Math.max(+start - unpaidMs, +now - checkedMs);
  return { windowFrom: new Date(from), windowTo: now };
}

type OpenedBy = { trigger: "schedule" | "person" | "webhook"; userId: string | null };

/**
 * Opens a pull of an active integration, or joins the one that runs: the unique index lets one run.
 * Null when the integration is not active.
 */
export const openPull = (
  integrationId: string,
  by: OpenedBy,
  kind: (typeof pullKinds)[number] = "changes",
): Promise<OpenedPull | null> => inTransaction((tx) => openPullIn(tx, integrationId, by, kind));

/** As openPull, in the caller's transaction. */
export async function openPullIn(
  tx: Transaction,
  integrationId: string,
  by: OpenedBy,
  kind: (typeof pullKinds)[number] = "changes",
): Promise<OpenedPull | null> {
  const [owner] = await tx
    .select()
    .from(integration)
    .where(eq(integration.id, integrationId))
    .for("update");
  if (owner?.status !== "active") return null;
  const upTo = new Date(Date.now() + (by.trigger === "webhook" ? gatherMs : 0));
  const [opened] = await tx
    .insert(pull)
    .values({
      organisationId: owner.organisationId,
      integrationId,
      kind,
      trigger: by.trigger,
      requestedBy: by.userId,
      ...pullWindow(owner, kind, upTo),
    })
    .onConflictDoNothing({
      target: [pull.integrationId, pull.kind],
      where: sql`${pull.state} = 'running'`,
    })
    .returning({ id: pull.id });
  if (opened) return { pullId: opened.id, integrationId, joined: false };
  const [running] = await tx
    .select({ id: pull.id })
    .from(pull)
    .where(
      and(eq(pull.integrationId, integrationId), eq(pull.kind, kind), eq(pull.state, "running")),
    );
  return running ? { pullId: running.id, integrationId, joined: true } : null;
}

/**
 * "Pull now": reads the shop at once, or joins the pull that runs, and looks for dispatched orders.
 * @throws DomainError not_found, not_allowed, conflict (not active), unavailable (the job runner)
 */
export async function requestPull(
  scope: Scope,
  integrationId: string,
): Promise<{ pullId: string; joined: boolean }> {
  const row = await configurableIntegration(scope, integrationId);
  const opened = await openPull(integrationId, { trigger: "person", userId: scope.userId });
  if (!opened)
    throw new DomainError(
      "conflict",
      "Only an active integration can pull. Resume or reconnect it first.",
    );
  if (!opened.joined)
    await recordAudit(db(), scope, {
      action: "integration.pull_requested",
      subjectType: "integration",
      subjectId: integrationId,
      customerId: row.customerId,
    });
  try {
    await inngest.send([
      pullRequested.create({ pullId: opened.pullId, integrationId }),
      dispatchCheckRequested.create({ organisationId: row.organisationId }),
    ]);
  } catch {
    throw new DomainError(
      "unavailable",
      "The pull is noted, but the job runner does not answer. It starts as soon as the runner is back.",
    );
  }
  return { pullId: opened.pullId, joined: opened.joined };
}
