import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { connectRequest, etsyConnection, pull } from "@/db/schema/integration";
import { DomainError } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import type { Change } from "./change";
import { changeIntegration } from "./change";
import { requireConnected } from "./check-settings";

const running = (integrationId: string) =>
  and(eq(pull.integrationId, integrationId), eq(pull.state, "running"));

/** A page of a pull locks its pull, then the integration: the same order here, or both wait for ever. */
const lockRunningPull = (integrationId: string) => (tx: Transaction) =>
  tx.select({ id: pull.id }).from(pull).where(running(integrationId)).for("update");

const failRunningPull = (tx: Transaction, integrationId: string, error: string) =>
  tx
    .update(pull)
    .set({ state: "failed", error, finishedAt: new Date() })
    .where(running(integrationId));

/** Stops pulling and completing until it is resumed; billing goes on. @throws DomainError conflict */
export function pause(scope: Scope, integrationId: string): Promise<void> {
  return changeIntegration(
    scope,
    integrationId,
    "integration.paused",
    async (row, tx): Promise<Change | null> => {
      if (row.status === "paused") return null;
      if (row.status !== "active")
        throw new DomainError(
          "conflict",
          "Only an active integration can be paused. This one does not pull as it is.",
        );
      await failRunningPull(tx, row.id, "The integration was paused.");
      return {
        values: { status: "paused", nextPullAt: null },
        event: "paused",
        before: { status: row.status },
        after: { status: "paused" },
      };
    },
    lockRunningPull(integrationId),
  );
}

/** Goes on from where it was paused, with a pull at once. @throws DomainError conflict */
export function resume(scope: Scope, integrationId: string): Promise<void> {
  return changeIntegration(scope, integrationId, "integration.resumed", async (row, tx) => {
    if (row.status === "active") return null;
    if (row.status !== "paused")
      throw new DomainError("conflict", "Only a paused integration can be resumed.");
    await requireConnected(tx, row);
    return {
      values: { status: "active", nextPullAt: new Date() },
      event: "resumed",
      before: { status: row.status },
      after: { status: "active" },
    };
  });
}

/**
 * "Delete Integration": billing stops, the tokens are wiped, orders and history stay readable.
 * @throws DomainError invalid when the typed name is another one
 */
export function remove(scope: Scope, integrationId: string, typedName: string): Promise<void> {
  return changeIntegration(
    scope,
    integrationId,
    "integration.deleted",
    async (row, tx) => {
      if (typedName !== row.name)
        throw new DomainError("invalid", `Type “${row.name}” to delete it.`, "typedName");
      const now = new Date();
      await tx.delete(etsyConnection).where(eq(etsyConnection.integrationId, row.id));
      await tx
        .update(connectRequest)
        .set({ usedAt: now, outcome: "expired" })
        .where(and(eq(connectRequest.integrationId, row.id), isNull(connectRequest.usedAt)));
      await failRunningPull(tx, row.id, "The integration was deleted.");
      return {
        values: { status: "deleted", deletedAt: now, nextPullAt: null, statusDetail: null },
        event: "deleted",
        before: { status: row.status, name: row.name },
        after: { status: "deleted" },
      };
    },
    lockRunningPull(integrationId),
  );
}
