import { DomainError } from "@/server/errors";
import { importStart } from "@/server/orders/preview";
import { requestPull } from "@/server/orders/request-pull";
import type { Scope } from "@/server/people/scope";
import { changeIntegration } from "./change";
import {
  requireConnected,
  requireKnownCarriers,
  requireOwnWarehouses,
  requirePossible,
} from "./check-settings";
import type { Fulfilment } from "./schema";
import { orderCreation } from "./schema";

/**
 * "Finish": saves step 4, makes a draft active, from which moment it is billed, and pulls for the
 * first time. Where the job runner does not answer, the sweeper pulls within a minute.
 * @throws DomainError conflict when a step is missing or it is no draft any more, invalid
 */
export async function finish(
  scope: Scope,
  integrationId: string,
  fulfilment: Fulfilment,
): Promise<void> {
  await changeIntegration(scope, integrationId, "integration.activated", async (row, tx) => {
    if (row.status !== "draft")
      throw new DomainError("conflict", "This integration is finished already.");
    await requireConnected(tx, row);
    const settings = orderCreation.safeParse(row.orderCreation);
    if (!settings.success)
      throw new DomainError("conflict", "Save the rules first: step 3, Order Creation.");
    const now = new Date();
    requirePossible(settings.data, now);
    await requireOwnWarehouses(tx, row, settings.data);
    requireKnownCarriers(fulfilment);
    const since = importStart(settings.data.importFrom, now);
    const values = {
      status: "active" as const,
      fulfilment,
      activatedAt: now,
      importSince: since,
      pullCursor: since,
      nextPullAt: now,
    };
    return {
      values,
      event: "activated",
      before: { status: row.status },
      after: { status: "active", importSince: since.toISOString(), fulfilment },
    };
  });
  try {
    await requestPull(scope, integrationId);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "unavailable") throw error;
  }
}
