import { randomBytes } from "node:crypto";
import type { World } from "@/sandbox/etsy/world/world";

/** One consent of a seller. Revoking it ends every token made from it. */
export type Grant = { id: string; userId: number; scopes: string[]; revoked: boolean };
export type Access = { grantId: string; expiresAt: number };
type Refresh = { grantId: string; expiresAt: number; usedAt: number | null };

export type TokenAnswer = {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  refresh_token: string;
  scope: string;
};
export type Issued = { ok: true; answer: TokenAnswer } | { ok: false; description: string };

/** A new consent and its first pair of tokens, each prefixed with the seller's user id. */
export function grantTokens(world: World, userId: number, scopes: string[]): TokenAnswer {
  const grant: Grant = { id: randomBytes(9).toString("base64url"), userId, scopes, revoked: false };
  return world.store.batch(() => {
    world.store.put("grants", grant.id, grant);
    return issuePair(world, grant);
  });
}

/**
 * Trades a refresh token for a new pair. What a used token gets depends on the setting refreshMode.
 * Every refusal is invalid_grant at Etsy.
 */
export function refreshTokens(world: World, token: string): Issued {
  const { refreshMode, graceSeconds } = world.settings.get();
  const kept = world.store.get<Refresh>("refresh", token);
  const grant = kept && world.store.get<Grant>("grants", kept.grantId);
  if (!kept || !grant || grant.revoked) return refuse("refresh_token is revoked");
  const now = world.now();
  if (kept.expiresAt <= now) return refuse("refresh_token is expired");
  const usedFor = kept.usedAt === null ? null : now - kept.usedAt;
  if (usedFor !== null && !(refreshMode === "grace" && usedFor <= graceSeconds)) {
    if (refreshMode === "reuse-revokes-family") revokeGrant(world, grant);
    return refuse("refresh_token is revoked");
  }
  return world.store.batch(() => {
    world.store.put("refresh", token, { ...kept, usedAt: kept.usedAt ?? now });
    return { ok: true, answer: issuePair(world, grant) };
  });
}

/** Ends every consent of a seller, as a changed password does. Returns how many. */
export function revokeTokensOf(world: World, userId: number): number {
  const live = world.store.all<Grant>("grants").filter((g) => g.userId === userId && !g.revoked);
  for (const grant of live) revokeGrant(world, grant);
  return live.length;
}

/** Lets every access token of a seller run out now; refresh tokens stay good. Returns how many. */
export function expireAccessOf(world: World, userId: number): number {
  const tokens = world.store.keys("access").filter((token) => token.startsWith(`${userId}.`));
  for (const token of tokens) {
    const access = world.store.get<Access>("access", token);
    if (access) world.store.put("access", token, { ...access, expiresAt: world.now() });
  }
  return tokens.length;
}

function issuePair(world: World, grant: Grant): TokenAnswer {
  const { accessTokenSeconds, refreshTokenSeconds } = world.settings.get();
  const make = () => `${grant.userId}.${randomBytes(48).toString("base64url")}`;
  const pair = { access: make(), refresh: make() };
  const now = world.now();
  const access: Access = { grantId: grant.id, expiresAt: now + accessTokenSeconds };
  const refresh: Refresh = {
    grantId: grant.id,
    expiresAt: now + refreshTokenSeconds,
    usedAt: null,
  };
  world.store.put("access", pair.access, access);
  world.store.put("refresh", pair.refresh, refresh);
  return {
    access_token: pair.access,
    token_type: "Bearer",
    expires_in: accessTokenSeconds,
    refresh_token: pair.refresh,
    scope: grant.scopes.join(" "),
  };
}

function revokeGrant(world: World, grant: Grant): void {
  world.store.put("grants", grant.id, { ...grant, revoked: true });
}

function refuse(description: string): Issued {
  return { ok: false, description };
}
