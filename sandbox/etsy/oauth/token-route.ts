import type { Context } from "hono";
import { Hono } from "hono";
import type { World } from "@/sandbox/etsy/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { redeemCode } from "./codes";
import type { Issued } from "./tokens";
import { refreshTokens } from "./tokens";

const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** The token endpoint: form-encoded only, no client secret, no x-api-key. Fact: etsy §1. */
export function tokenRoute(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.post("/v3/public/oauth/token", async (c) => {
    const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
    // Etsy does not read JSON here and then blames the key.
    if (type !== "application/x-www-form-urlencoded")
      return c.json({ error: "Missing x-api-key header or client_id" }, 403);
    const form = new URLSearchParams(await c.req.text());
    const fields = (...names: string[]) => names.filter((name) => !form.get(name));
    const value = (name: string) => form.get(name) ?? "";
    const grant = value("grant_type");

    const needed =
      grant === "authorization_code"
        ? ["client_id", "redirect_uri", "code", "code_verifier"]
        : ["client_id", "refresh_token"];
    if (grant !== "authorization_code" && grant !== "refresh_token")
      return refuse(c, "unsupported_grant_type", `grant_type "${grant}" is not supported`);
    const missing = fields(...needed);
    if (missing.length > 0)
      return refuse(c, "invalid_request", `${missing.join(", ")} is required`);
    if (value("client_id") !== world.settings.get().keystring)
      return c.json({ error: "invalid_client", error_description: "client_id is unknown" }, 401);

    if (grant === "refresh_token") return answer(c, refreshTokens(world, value("refresh_token")));
    if (!VERIFIER.test(value("code_verifier")))
      return refuse(c, "invalid_request", "code_verifier must be 43 to 128 characters");
    const request = {
      code: value("code"),
      redirectUri: value("redirect_uri"),
      verifier: value("code_verifier"),
    };
    return answer(c, redeemCode(world, request));
  });
  return app;
}

function answer(c: Context, issued: Issued): Response {
  if (!issued.ok) return refuse(c, "invalid_grant", issued.description);
  return c.json(issued.answer, 200, { "cache-control": "no-store" });
}

function refuse(c: Context, error: string, description: string): Response {
  return c.json({ error, error_description: description }, 400);
}
