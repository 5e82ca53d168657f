import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, integration } from "@/db/schema/integration";
import { customer, customerWarehouse } from "@/db/schema/organisation";
import { customers, sellers } from "@/sandbox/demo";
import { connectSeller, openIntegration } from "@/scripts/testing/open-integration";
import type { StandIn } from "./snapshot";

export type Shop = typeof integration.$inferSelect & { login: string; shopId: number };

type Seller = { login: string; userId: number; shopId: number; shopName: string; country: string };

/** The nth seller of a test: the two demo sellers first, then as many as are asked for. */
async function sellerOf(etsy: StandIn, index: number): Promise<Seller> {
  const known = [sellers[0], sellers[1]][index];
  if (known) return known;
  const made = {
    userId: 72_000_000 + index,
    login: `seller-${index}`,
    shopId: 62_000_000 + index,
    shopName: `Shop ${index}`,
    country: "US",
  };
  await etsy.control("POST", "/sellers", made);
  return made;
}

/** A person connects the shop again, as the end of the consent leaves it. */
export async function reconnectShop(etsy: StandIn, shop: Shop): Promise<void> {
  const [seen] = await db()
    .select()
    .from(etsyConnection)
    .where(eq(etsyConnection.integrationId, shop.id));
  await connectSeller(etsy, shop, { login: shop.login, userId: seen?.etsyUserId ?? 0 });
  await db()
    .update(integration)
    .set({ status: "active", statusDetail: null, nextPullAt: new Date(), catchUpSince: new Date() })
    .where(and(eq(integration.id, shop.id), eq(integration.status, "reconnect")));
}

/** An active integration of the nth seller with the nth customer, begun a day ago. */
export async function openShop(
  etsy: StandIn,
  index: number,
  changes: Partial<typeof integration.$inferInsert> & { cartonCloudCustomerId?: string } = {},
): Promise<Shop> {
  const seller = await sellerOf(etsy, index);
  const { cartonCloudCustomerId, ...values } = changes;
  const [owner] = await db()
    .select({
      id: customer.id,
      organisationId: customer.organisationId,
      site: customerWarehouse.warehouseId,
    })
    .from(customer)
    .innerJoin(customerWarehouse, eq(customerWarehouse.customerId, customer.id))
    .where(
      eq(
        customer.cartonCloudId,
        cartonCloudCustomerId ?? customers[index % customers.length]?.id ?? "",
      ),
    );
  if (!owner) throw new Error("The customer of this shop is not there.");
  const made = await openIntegration(
    etsy,
    seller,
    { organisationId: owner.organisationId, customerId: owner.id, warehouseId: owner.site },
    new Date(Date.now() - 86_400_000),
    // The daily check would find what a test wants to see lost.
    { nextCheckAt: new Date(Date.now() + 86_400_000), ...values },
  );
  return { ...made, login: seller.login, shopId: seller.shopId };
}
