import type { Context, MiddlewareHandler } from "hono";
import { readBearer } from "@/sandbox/etsy/oauth/bearer";
import type { Seller } from "@/sandbox/etsy/world/model";
import type { World } from "@/sandbox/etsy/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import type { createQuota } from "./quota";

export type ApiEnv = SandboxEnv & { Variables: { userId: number; seller: Seller } };
type Guard = MiddlewareHandler<ApiEnv>;

/** x-api-key must be keystring:secret; then the request counts against the limits. */
export function requireKey(
  world: World,
  quota: ReturnType<typeof createQuota>,
): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const { keystring, sharedSecret } = world.settings.get();
    const key = c.req.header("x-api-key");
    if (!key) return c.json({ error: "Missing or invalid API key" }, 401);
    const colon = key.indexOf(":");
    const name = colon < 0 ? key : key.slice(0, colon);
    if (name !== keystring) return c.json({ error: "Missing or invalid API key" }, 401);
    if (colon < 0 || colon === key.length - 1)
      return c.json({ error: "Shared secret is required in x-api-key header." }, 403);
    if (key.slice(colon + 1) !== sharedSecret)
      return c.json({ error: "Shared secret is incorrect in x-api-key header." }, 403);
    const { headers, error } = quota.take();
    for (const [header, value] of Object.entries(headers)) c.header(header, value);
    if (error) return c.json({ error }, 429);
    return next();
  };
}

/** A live token with the scope. */
export function requireScope(world: World, scope: string): Guard {
  return async (c, next) => {
    const bearer = readBearer(world, c.req.header("authorization"));
    if (!bearer.ok) return c.json(bearer.body, bearer.status);
    if (!bearer.scopes.includes(scope))
      return c.json({ error: `Insufficient scope: the token lacks ${scope}.` }, 403);
    c.set("userId", bearer.userId);
    return next();
  };
}

/** The shop in the path must be the one of the token's user. Use after requireScope. */
export function requireOwnShop(world: World): Guard {
  return async (c, next) => {
    const shopId = readId(c, "shop_id");
    if (shopId === null) return badId(c, "shop_id");
    const legacy = c.req.query("legacy");
    if (legacy !== undefined && legacy !== "true" && legacy !== "false")
      return c.json({ error: "legacy: must be true or false" }, 400);
    const seller = world.seller({ shopId });
    if (!seller) return c.json({ error: `Could not find a shop with shop_id ${shopId}` }, 404);
    if (seller.userId !== c.get("userId"))
      return c.json({ error: `User ${c.get("userId")} does not own shop ${shopId}` }, 403);
    c.set("seller", seller);
    return next();
  };
}

/** A positive whole number of the path, or null. */
export function readId(c: Context, name: string): number | null {
  const text = c.req.param(name) ?? "";
  const id = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(id) && id >= 1 ? id : null;
}

export function badId(c: Context, name: string): Response {
  return c.json({ error: `Expected int value for '${name}' (got '${c.req.param(name)}')` }, 400);
}
