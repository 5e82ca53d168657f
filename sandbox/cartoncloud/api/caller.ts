import type { Context } from "hono";
import type { ApiClient, Role, Tenant } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { refusal } from "./problem";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws Problem 400 without the header Accept-Version, 406 for any version but 1. */
export function checkVersion(c: Context): void {
  const version = c.req.header("accept-version");
  if (version === undefined) throw refusal(400, "Header Accept-Version is missing; send 1");
  if (version !== "1") throw refusal(406, `Accept-Version ${version} is not served; send 1`);
}

/** Refuses query parameters that an operation does not have: a client's typing error. @throws Problem 400. */
export function checkQuery(c: Context, known: readonly string[] = []): void {
  const unknown = Object.keys(c.req.query()).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw refusal(400, `Unknown query parameter ${unknown.join(", ")}`);
}

/** The API client whose bearer token a request carries. @throws Problem 400, 401 or 406. */
export function callerOf(c: Context, world: World): ApiClient {
  checkVersion(c);
  const [, sent] = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  if (!sent) throw refusal(401, "Send a token as Authorization: Bearer");
  const token = world.get("tokens", sent);
  if (!token) throw refusal(401, "Token unknown");
  if (token.expiresAt <= world.now().getTime()) throw refusal(401, "Token expired");
  const client = world.get("clients", token.clientId);
  if (!client?.active) throw refusal(401, "API client inactive");
  return client;
}

export type TenantCall = { client: ApiClient; tenant: Tenant; world: World };

/**
 * Checks version, token, tenant and role of a call, in this order.
 * A tenant that the client cannot reach and one that does not exist are answered alike.
 *
 * @throws Problem 400, 401, 403 or 406.
 */
export function enterTenant(c: Context, world: World, anyOf: readonly Role[]): TenantCall {
  const client = callerOf(c, world);
  const tenantId = pathId(c, "tenantId");
  const tenant = world.get("tenants", tenantId);
  if (!tenant || !client.tenantIds.includes(tenantId))
    throw refusal(403, `This API client has no access to tenant ${tenantId}`);
  if (!anyOf.some((role) => client.roles.includes(role)))
    throw refusal(403, `This API client has none of the roles ${anyOf.join(", ")}`);
  return { client, tenant, world };
}

/** An id of the path, in lower case. @throws Problem 400 when it is no UUID. */
export function pathId(c: Context, name: string): string {
  const id = c.req.param(name) ?? "";
  if (!uuid.test(id)) throw refusal(400, `${name} in the path is not a UUID`);
  return id.toLowerCase();
}

/** Whether the client may see records of that tenant and customer. */
export function sees(call: TenantCall, record: { tenantId: string; customerId: string }): boolean {
  const { customerIds } = call.client;
  return (
    record.tenantId === call.tenant.id &&
    (customerIds === null || customerIds.includes(record.customerId))
  );
}
