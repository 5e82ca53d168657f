import { db } from "@/db/client";
import {
  cartonCloudConnection,
  customer,
  customerWarehouse,
  organisation,
  product,
  warehouse,
} from "@/db/schema/organisation";
import { seal } from "@/server/crypto";
import { sealedAt } from "@/server/organisations/with-cartoncloud";
import type { StandIn } from "./snapshot";

type Made = {
  tenant: { id: string; name: string; warehouses: { id: string; name: string }[] };
  customers: { id: string; name: string }[];
};

const codes = ["MUG-FOG", "TOWEL-2", "CANDLE-CEDAR", "BOARD-WALNUT"];

/** Another 3PL with a CartonCloud tenant, an API client, a warehouse and two customers of its own. */
export async function openSecondOrganisation(cartonCloud: StandIn): Promise<string[]> {
  const clientId = `client-${crypto.randomUUID()}`;
  const made = (await cartonCloud.control("POST", "/tenants", {
    clientId,
    clientSecret: "second-secret",
    name: "Northgate Fulfilment",
    customers: ["NORTH-1", "NORTH-2"].map((code) => ({ name: code, code, products: codes })),
  })) as Made;
  const [home] = await db().insert(organisation).values({ name: made.tenant.name }).returning();
  const organisationId = home?.id ?? "";
  await db()
    .insert(cartonCloudConnection)
    .values({
      organisationId,
      clientId,
      clientSecretSealed: seal("second-secret", sealedAt("client_secret", organisationId)),
      tenantId: made.tenant.id,
      tenantName: made.tenant.name,
      status: "connected",
      orderPostsPerMinute: 60_000,
    });
  const [site] = await db()
    .insert(warehouse)
    .values({ organisationId, cartonCloudId: made.tenant.warehouses[0]?.id ?? "", name: "Main" })
    .returning();
  for (const { id, name } of made.customers) {
    const [company] = await db()
      .insert(customer)
      .values({ organisationId, cartonCloudId: id, name, productsSyncedAt: new Date() })
      .returning();
    const customerId = company?.id ?? "";
    await db()
      .insert(customerWarehouse)
      .values({ organisationId, customerId, warehouseId: site?.id ?? "" });
    await db()
      .insert(product)
      .values(codes.map((code) => ({ organisationId, customerId, code, name: code })));
  }
  return made.customers.map(({ id }) => id);
}
