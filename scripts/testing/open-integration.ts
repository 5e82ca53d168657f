import { db } from "@/db/client";
import { etsyConnection, integration } from "@/db/schema/integration";
import { sealTokens } from "@/server/integrations/connection";
import { defaultFulfilment, orderCreation } from "@/server/integrations/schema";

type Control = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

type Seller = { login: string; userId: number; shopId: number; shopName: string; country: string };

/** New tokens of a seller for an integration, as the consent page hands them out. */
export async function connectSeller(
  etsy: { control: Control },
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

/** An active integration of a customer with a seller's shop, begun at `since`, as Finish leaves it. */
export async function openIntegration(
  etsy: { control: Control },
  seller: Seller,
  owner: { organisationId: string; customerId: string; warehouseId: string },
  since: Date,
  changes: Partial<typeof integration.$inferInsert> = {},
): Promise<typeof integration.$inferSelect> {
  const { organisationId, customerId, warehouseId } = owner;
  const [made] = await db()
    .insert(integration)
    .values({
      organisationId,
      customerId,
      name: seller.shopName,
      status: "active",
      orderCreation: orderCreation.parse({
        otherwise: { kind: "warehouse", warehouseId },
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
      ...changes,
    })
    .returning();
  if (!made) throw new Error("The integration was not made.");
  await connectSeller(etsy, made, seller);
  return made;
}
