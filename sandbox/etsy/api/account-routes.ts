import { Hono } from "hono";
import { etsyApp } from "@/sandbox/demo";
import { readBearer } from "@/sandbox/etsy/oauth/bearer";
import type { World } from "@/sandbox/etsy/world/world";
import type { ApiEnv } from "./guards";
import { badId, readId, requireScope } from "./guards";
import { showShop } from "./show-shop";

/** Operations ping, getMe, getShop, getShopByOwnerUserId and tokenScopes. */
export function accountRoutes(world: World, webUrl: string): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get("/v3/application/openapi-ping", (c) => c.json({ application_id: etsyApp.applicationId }));

  app.get("/v3/application/users/me", requireScope(world, "shops_r"), (c) => {
    const seller = world.seller({ userId: c.get("userId") });
    if (!seller) return c.json({ error: "User not found" }, 404);
    const shop = seller.shopId === null ? {} : { shop_id: seller.shopId };
    return c.json({ user_id: seller.userId, ...shop });
  });

  app.get("/v3/application/shops/:shop_id", (c) => {
    const shopId = readId(c, "shop_id");
    if (shopId === null) return badId(c, "shop_id");
    const seller = world.seller({ shopId });
    if (!seller) return c.json({ error: `Could not find a shop with shop_id ${shopId}` }, 404);
    return c.json(showShop(seller, world.receiptsBy(shopId, "id").length, webUrl));
  });

  app.get("/v3/application/users/:user_id/shops", (c) => {
    const userId = readId(c, "user_id");
    if (userId === null) return badId(c, "user_id");
    const seller = world.seller({ userId });
    if (!seller || seller.shopId === null)
      return c.json({ error: `Could not find a shop of user ${userId}` }, 404);
    return c.json(showShop(seller, world.receiptsBy(seller.shopId, "id").length, webUrl));
  });

  app.post("/v3/application/scopes", async (c) => {
    const token = new URLSearchParams(await c.req.text()).get("token");
    const bearer = readBearer(world, `Bearer ${token ?? ""}`);
    if (!bearer.ok) return c.json(bearer.body, 401);
    return c.json({ scopes: bearer.scopes });
  });
  return app;
}
