import { Hono } from "hono";
import type { World } from "@/sandbox/etsy/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { readAuthorization } from "./authorization";
import { issueCode } from "./codes";
import { consentErrorPage, consentPage } from "./consent-page";

/** The consent page and its two answers. */
export function consentRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/oauth/connect", (c) => {
    const query = new URL(c.req.url).searchParams;
    const read = readAuthorization(query, world.settings.get());
    if (!read.ok) return c.html(consentErrorPage(read.problem), 400);
    return c.html(consentPage(read.request, world.sellers(), query.toString()));
  });

  app.post("/oauth/connect", async (c) => {
    const read = readAuthorization(new URL(c.req.url).searchParams, world.settings.get());
    if (!read.ok) return c.html(consentErrorPage(read.problem), 400);
    const { request } = read;
    const form = new URLSearchParams(await c.req.text());
    const back = new URL(request.redirectUri);
    back.searchParams.set("state", request.state);
    if (form.get("decision") !== "allow") {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", "The seller did not allow access");
      return c.redirect(back.toString());
    }
    const seller = world.seller({ login: form.get("seller") ?? "" });
    if (!seller) return c.html(consentErrorPage("Choose the seller to sign in as."), 400);
    const ticked = form.getAll("scope");
    const scopes = request.scopes.filter((scope) => ticked.length === 0 || ticked.includes(scope));
    const { redirectUri, challenge } = request;
    const code = issueCode(world, { userId: seller.userId, scopes, redirectUri, challenge });
    back.searchParams.set("code", code);
    return c.redirect(back.toString());
  });
  return app;
}
