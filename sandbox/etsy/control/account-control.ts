import { Hono } from "hono";
import { z } from "zod";
import { scopeNames } from "@/sandbox/etsy/oauth/authorization";
import { expireAccessOf, grantTokens, revokeTokensOf } from "@/sandbox/etsy/oauth/tokens";
import type { World } from "@/sandbox/etsy/world/world";
import { readJson } from "@/sandbox/kernel/control";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";

const who = z.strictObject({ login: z.string() });
const tokenBody = who.extend({
  scopes: z.array(z.enum(scopeNames)).default(["shops_r", "transactions_r", "transactions_w"]),
});
const sellerBody = z.strictObject({
  userId: z.int().min(1),
  login: z.string().regex(/^[a-z0-9-]+$/),
  shopId: z.int().min(1).nullable(),
  shopName: z.string().nullable(),
  currency: z.string().length(3).nullable().default("USD"),
  country: z.string().length(2).default("US"),
  access: z.enum(["full", "restricted"]).default("full"),
});

/** Sellers and their tokens, as JSON for tests. */
export function accountControl(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const read = async <T>(c: Parameters<typeof readJson>[0], schema: z.ZodType<T>) => {
    const input = schema.safeParse(await readJson(c));
    return input.success ? input.data : c.json({ problem: z.prettifyError(input.error) }, 400);
  };
  const find = (login: string) => world.seller({ login });

  app.get("/_sandbox/sellers", (c) => c.json({ sellers: world.sellers() }));
  app.post("/_sandbox/sellers", async (c) => {
    const input = await read(c, sellerBody);
    if (input instanceof Response) return input;
    world.addSeller(input);
    return c.json(input, 201);
  });
  app.post("/_sandbox/tokens", async (c) => {
    const input = await read(c, tokenBody);
    if (input instanceof Response) return input;
    const seller = find(input.login);
    if (!seller) return c.json({ problem: `No seller ${input.login}.` }, 404);
    return c.json(grantTokens(world, seller.userId, input.scopes), 201);
  });
  app.post("/_sandbox/revoke", async (c) => {
    const input = await read(c, who);
    if (input instanceof Response) return input;
    const seller = find(input.login);
    if (!seller) return c.json({ problem: `No seller ${input.login}.` }, 404);
    return c.json({ revoked: revokeTokensOf(world, seller.userId) });
  });
  app.post("/_sandbox/expire", async (c) => {
    const input = await read(c, who);
    if (input instanceof Response) return input;
    const seller = find(input.login);
    if (!seller) return c.json({ problem: `No seller ${input.login}.` }, 404);
    return c.json({ expired: expireAccessOf(world, seller.userId) });
  });
  app.get("/_sandbox/mails", (c) => {
    const receipt = world.findReceipt(Number(c.req.query("receipt_id")));
    return receipt
      ? c.json({ mails: receipt.mails })
      : c.json({ problem: "Name a receipt: ?receipt_id=<id>." }, 404);
  });
  return app;
}
