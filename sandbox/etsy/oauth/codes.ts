import { createHash, randomBytes } from "node:crypto";
import type { World } from "@/sandbox/etsy/world/world";
import type { Issued } from "./tokens";
import { grantTokens } from "./tokens";

type Code = {
  userId: number;
  scopes: string[];
  redirectUri: string;
  challenge: string;
  expiresAt: number;
};

/** A code that the seller's browser carries back to the app. Good once, for `codeSeconds`. */
export function issueCode(world: World, code: Omit<Code, "expiresAt">): string {
  const text = randomBytes(32).toString("base64url");
  const expiresAt = world.now() + world.settings.get().codeSeconds;
  world.store.put("codes", text, { ...code, expiresAt });
  return text;
}

/** Trades a code for the first pair of tokens. Any attempt with a known code spends it. */
export function redeemCode(
  world: World,
  request: { code: string; redirectUri: string; verifier: string },
): Issued {
  const code = world.store.get<Code>("codes", request.code);
  if (!code) return { ok: false, description: "code is unknown or was used before" };
  return world.store.batch(() => {
    world.store.remove("codes", request.code);
    if (code.expiresAt <= world.now()) return { ok: false, description: "code is expired" };
    if (code.redirectUri !== request.redirectUri)
      return { ok: false, description: "redirect_uri is not the one of the authorization request" };
    const challenge = createHash("sha256").update(request.verifier).digest("base64url");
    if (challenge !== code.challenge)
      return { ok: false, description: "code_verifier does not fit code_challenge" };
    return { ok: true, answer: grantTokens(world, code.userId, code.scopes) };
  });
}
