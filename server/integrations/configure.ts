import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { requireConfigure, visibleCustomer } from "./access";
import { changeIntegration } from "./change";
import {
  requireConnected,
  requireKnownCarriers,
  requireOwnWarehouses,
  requirePossible,
} from "./check-settings";
import { recordIntegrationEvent } from "./record-event";
import type { AppId, Fulfilment, OrderCreation } from "./schema";
import { orderCreation } from "./schema";

/** Saves step 1 of a new integration: from here on it is a draft. @throws DomainError */
export async function createDraft(
  scope: Scope,
  input: { customerId: string; app: AppId; name: string },
): Promise<{ integrationId: string }> {
  const owner = await visibleCustomer(scope, input.customerId);
  await requireConfigure(scope, owner);
  if (!owner.enabled)
    throw new DomainError(
      "conflict",
      `${owner.name} is not a customer in CartonCloud any more. Enable it there first.`,
    );
  return db().transaction(async (tx) => {
    const [made] = await tx
      .insert(integration)
      .values({ ...input, organisationId: scope.organisationId })
      .returning({ integrationId: integration.id });
    if (!made) throw new Error("The draft was not stored.");
    await recordIntegrationEvent(tx, {
      organisationId: scope.organisationId,
      integrationId: made.integrationId,
      userId: scope.userId,
      kind: "created",
    });
    await recordAudit(tx, scope, {
      action: "integration.created",
      subjectType: "integration",
      subjectId: made.integrationId,
      customerId: input.customerId,
      after: { name: input.name, app: input.app },
    });
    return made;
  });
}

/** Saves step 1 again. @throws DomainError */
export const rename = (scope: Scope, integrationId: string, name: string) =>
  changeIntegration(scope, integrationId, "integration.renamed", (row) =>
    row.name === name
      ? null
      : { values: { name }, event: null, before: { name: row.name }, after: { name } },
  );

/**
 * Saves step 3. Where an integration has started already, its import start stays as it was.
 * @throws DomainError conflict before step 2 is done, invalid with the field that is wrong
 */
export const saveOrderCreation = (scope: Scope, integrationId: string, input: OrderCreation) =>
  changeIntegration(scope, integrationId, "integration.order_creation_saved", async (row, tx) => {
    if (row.status === "draft") await requireConnected(tx, row);
    const before = orderCreation.safeParse(row.orderCreation).data;
    const started = row.status !== "draft" && before;
    const after = started ? { ...input, importFrom: before.importFrom } : input;
    if (!started) requirePossible(after, new Date());
    else requirePossible({ ...after, importFrom: { kind: "now" } }, new Date());
    await requireOwnWarehouses(tx, row, after);
    return { values: { orderCreation: after }, event: null, before, after };
  });

/** Saves step 4 without finishing. @throws DomainError conflict before step 3 is done, invalid */
export const saveFulfilment = (scope: Scope, integrationId: string, input: Fulfilment) =>
  changeIntegration(scope, integrationId, "integration.fulfilment_saved", (row) => {
    if (!orderCreation.safeParse(row.orderCreation).success)
      throw new DomainError("conflict", "Save the rules first: step 3, Order Creation.");
    requireKnownCarriers(input);
    return {
      values: { fulfilment: input },
      event: null,
      before: row.fulfilment,
      after: input,
    };
  });
