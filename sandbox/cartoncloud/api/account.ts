import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Context, Hono } from "hono";
import type { ApiClient } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { callerOf, checkQuery, checkVersion } from "./caller";
import { answer, refusal } from "./problem";
import { mediaType } from "./read-body";

/** Token endpoint and userinfo. */
export function accountRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.post("/uaa/oauth/token", async (c) => {
    checkVersion(c);
    checkQuery(c);
    const client = clientOf(c, world);
    if (mediaType(c) !== "application/x-www-form-urlencoded")
      throw refusal(400, "Send a form: Content-Type application/x-www-form-urlencoded");
    const grants = new URLSearchParams(await c.req.text()).getAll("grant_type");
    if (grants.length !== 1 || grants[0] !== "client_credentials")
      throw refusal(400, "grant_type is client_credentials, once");
    const { tokenTtlSeconds } = world.settings();
    return answer(200, {
      access_token: issueToken(world, client, tokenTtlSeconds),
      token_type: "bearer",
      expires_in: tokenTtlSeconds,
    });
  });

  app.get("/uaa/userinfo", (c) => {
    const client = callerOf(c, world);
    checkQuery(c);
    const tenants = client.tenantIds.flatMap((id) => world.get("tenants", id) ?? []);
    return answer(200, {
      id: client.userId,
      name: client.name,
      email: `${client.clientId}@api.invalid`,
      tenants: tenants.map(({ id, name, slug }) => ({ id, name, slug })),
    });
  });
}

function clientOf(c: Context, world: World): ApiClient {
  const [, encoded] = /^Basic +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  if (!encoded) throw refusal(401, "Send client id and secret as Authorization: Basic");
  const [clientId = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const client = world.get("clients", clientId);
  if (!client?.active || !equal(rest.join(":"), client.clientSecret))
    throw refusal(401, "Client id or secret refused");
  return client;
}

function equal(sent: string, kept: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(kept)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function issueToken(world: World, client: ApiClient, ttlSeconds: number): string {
  const now = world.now().getTime();
  const token = randomBytes(32).toString("base64url");
  world.store.batch(() => {
    for (const old of world.all("tokens"))
      if (old.expiresAt <= now) world.store.remove("tokens", old.token);
    const { clientId } = client;
    world.put("tokens", token, { token, clientId, expiresAt: now + ttlSeconds * 1000 });
  });
  return token;
}
