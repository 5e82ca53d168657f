import type { World } from "@/sandbox/etsy/world/world";
import type { Access, Grant } from "./tokens";

export type Bearer =
  | { ok: true; userId: number; scopes: string[] }
  | { ok: false; status: 401 | 403; body: { error: string; error_description?: string } };

/** Whose token this is. Fact: etsy §1 for the two error bodies that Etsy is known to send. */
export function readBearer(world: World, header: string | undefined): Bearer {
  const token = /^Bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (!token) return invalid("access token is missing");
  if (!/^\d+\./.test(token))
    return {
      ok: false,
      status: 403,
      body: { error: "No user was provided as part of the bearer token." },
    };
  const access = world.store.get<Access>("access", token);
  const grant = access && world.store.get<Grant>("grants", access.grantId);
  if (!access || !grant || grant.revoked) return invalid("access token is revoked");
  if (access.expiresAt <= world.now()) return invalid("access token is expired");
  return { ok: true, userId: grant.userId, scopes: grant.scopes };
}

function invalid(description: string): Bearer {
  return {
    ok: false,
    status: 401,
    body: { error: "invalid_token", error_description: description },
  };
}
