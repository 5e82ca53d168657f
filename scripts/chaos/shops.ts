import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, integration } from "@/db/schema/integration";
import { customer, customerWarehouse } from "@/db/schema/organisation";
import { customers, sellers } from "@/sandbox/demo";
import { sealTokens } from "@/server/integrations/connection";
import { defaultFulfilment, orderCreation } from "@/server/integrations/schema";
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

/** New tokens of a seller for an integration, as the consent page hands them out. */
export async function connectSeller(
  etsy: StandIn,
  { id, organisationId }: { id: string; organisationId: string },
  { login, userId }: { login: string; userId: number },
): Promise<void> {
  const granted = await etsy.control("POST", "/tokens", { login });
  const tokens = sealTokens(id, {
    accessToken: String(granted.access_token),
    refreshToken: String(granted.refresh_token),
    expiresInSeconds: 3600,
  });
  await db()
    .insert(etsyConnection)
    .values({
      integrationId: id,
      organisationId,
      etsyUserId: userId,
      ...tokens,
      scopes: ["transactions_r", "transactions_w", "shops_r"],
    })
    .onConflictDoUpdate({ target: etsyConnection.integrationId, set: tokens });
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
  const since = new Date(Date.now() - 86_400_000);
  const [made] = await db()
    .insert(integration)
    .values({
      organisationId: owner.organisationId,
      customerId: owner.id,
      name: seller.shopName,
      status: "active",
      orderCreation: orderCreation.parse({
        otherwise: { kind: "warehouse", warehouseId: owner.site },
        importFrom: { kind: "now" },
      }),
      fulfilment: { ...defaultFulfilment, withoutTracking: { waitHours: 0, afterwards: "hold" } },
      etsyShopId: seller.shopId,
      etsyShopName: seller.shopName,
      etsyShopCountry: seller.country,
      importSince: since,
      pullCursor: since,
      nextPullAt: since,
      activatedAt: since,
      // The daily check would find what a test wants to see lost.
      nextCheckAt: new Date(Date.now() + 86_400_000),
      ...values,
    })
    .returning();
  if (!made) throw new Error("The integration was not made.");
  await connectSeller(etsy, made, seller);
  return { ...made, login: seller.login, shopId: seller.shopId };
}
