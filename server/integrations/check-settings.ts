import { and, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { etsyConnection } from "@/db/schema/integration";
import { customerWarehouse } from "@/db/schema/organisation";
import { wrongCountry } from "@/server/country-code";
import { DomainError } from "@/server/errors";
import { etsyCarriers } from "@/server/fulfilment/etsy-carriers";
import type { IntegrationRow } from "./access";
import type { Fulfilment, OrderCreation } from "./schema";

/** @throws DomainError conflict while step 2 is not done */
export async function requireConnected(tx: Queryable, row: IntegrationRow): Promise<void> {
  const [connection] = await tx
    .select({ id: etsyConnection.integrationId })
    .from(etsyConnection)
    .where(eq(etsyConnection.integrationId, row.id));
  if (!connection)
    throw new DomainError("conflict", "Connect the Etsy shop first: step 2, Authentication.");
}

/** @throws DomainError invalid, naming the field of a warehouse that the customer has no access to */
export async function requireOwnWarehouses(
  tx: Queryable,
  row: IntegrationRow,
  { rules, otherwise }: Pick<OrderCreation, "rules" | "otherwise">,
): Promise<void> {
  const access = await tx
    .select({ id: customerWarehouse.warehouseId })
    .from(customerWarehouse)
    .where(
      and(
        eq(customerWarehouse.customerId, row.customerId),
        eq(customerWarehouse.organisationId, row.organisationId),
      ),
    );
  const own = new Set(access.map(({ id }) => id));
  const places = [
    ...rules.map((rule, index) => ({
      destination: rule.destination,
      field: `rules.${index}.destination.warehouseId`,
    })),
    { destination: otherwise, field: "otherwise.warehouseId" },
  ];
  for (const { destination, field } of places)
    if (destination.kind === "warehouse" && !own.has(destination.warehouseId))
      throw new DomainError(
        "invalid",
        "The customer has no access to this warehouse. Choose one of theirs, or give them access in CartonCloud.",
        field,
      );
}

/** @throws DomainError invalid for conditions that no order can meet and a start that lies ahead */
export function requirePossible({ rules, importFrom }: OrderCreation, now: Date): void {
  for (const [index, { when }] of rules.entries()) {
    const wrong = when.countries.map(wrongCountry).find((problem) => problem !== null);
    if (wrong) throw new DomainError("invalid", wrong, `rules.${index}.when.countries`);
    if (when.valueFrom !== null && when.valueTo !== null && when.valueFrom > when.valueTo)
      throw new DomainError(
        "invalid",
        "No order is worth that: the lower value is above the upper one.",
        `rules.${index}.when.valueTo`,
      );
  }
  if (importFrom.kind === "since" && new Date(`${importFrom.date}T00:00:00Z`) > now)
    throw new DomainError("invalid", "Choose a date that is not in the future.", "importFrom.date");
}

const known = new Set(etsyCarriers.map(({ carrierName }) => carrierName));

/** @throws DomainError invalid for a carrier that is mapped twice or that Etsy does not know */
export function requireKnownCarriers({ carriers }: Pick<Fulfilment, "carriers">): void {
  const seen = new Set<string>();
  for (const [index, { carrier, etsyCarrierName }] of carriers.entries()) {
    if (!known.has(etsyCarrierName))
      throw new DomainError(
        "invalid",
        "Etsy does not know this carrier. Choose one of the list.",
        `carriers.${index}.etsyCarrierName`,
      );
    const name = carrier.toLowerCase();
    if (seen.has(name))
      throw new DomainError(
        "invalid",
        "This carrier has a row already. Keep one of them.",
        `carriers.${index}.carrier`,
      );
    seen.add(name);
  }
}
