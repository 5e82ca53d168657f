import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import { expireAccessOf, revokeTokensOf } from "@/sandbox/etsy/oauth/tokens";
import type { Delivery } from "@/sandbox/etsy/webhooks/sender";
import type { World } from "@/sandbox/etsy/world/world";
import { noFault, readFault } from "@/sandbox/kernel/fault-form";
import type { Faults } from "@/sandbox/kernel/faults";
import type { Journal } from "@/sandbox/kernel/journal";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { journalPage } from "./journal-page";
import { faultChoices, settingsPage } from "./settings-page";
import { messagePage } from "./shop-pages";

const numbers = [
  "accessTokenSeconds",
  "refreshTokenSeconds",
  "graceSeconds",
  "perSecond",
  "perDay",
] as const;
const webhookNumbers = ["webhookDelaySeconds", "webhookTimes", "webhookReorder"] as const;

/** Pages on which people make the stand-in misbehave, and see what was asked of it. */
export function settingsRoutes(
  world: World,
  parts: { journal: Journal; faults: Faults; deliveries(): readonly Delivery[] },
): Hono<SandboxEnv> {
  const { journal, faults, deliveries } = parts;
  const app = new Hono<SandboxEnv>();
  app.get("/settings", (c) => c.html(settingsPage(world, faults, c.req.query("done"))));
  app.get("/journal", (c) => c.html(journalPage(journal, deliveries())));

  const save = (c: Context<SandboxEnv>, change: Record<string, unknown>) => {
    try {
      world.settings.change(change);
    } catch (refusal) {
      if (!(refusal instanceof z.ZodError)) throw refusal;
      return c.html(messagePage("Not saved", z.prettifyError(refusal)), 400);
    }
    return c.redirect("/settings?done=Saved.", 303);
  };
  app.post("/settings", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const change: Record<string, unknown> = { refreshMode: form.get("refreshMode") };
    for (const name of numbers) change[name] = Number(form.get(name));
    return save(c, change);
  });
  app.post("/settings/webhooks", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const change: Record<string, unknown> = { webhookForged: form.get("webhookForged") === "yes" };
    for (const name of webhookNumbers) change[name] = Number(form.get(name));
    return save(c, change);
  });

  app.post("/settings/sellers/:login/:action{revoke|expire}", (c) => {
    const seller = world.seller({ login: c.req.param("login") });
    if (!seller) return c.html(messagePage("Not found", "There is no such seller."), 404);
    const revoke = c.req.param("action") === "revoke";
    if (revoke) revokeTokensOf(world, seller.userId);
    else expireAccessOf(world, seller.userId);
    const done = `Tokens of ${seller.login} ${revoke ? "revoked" : "expired"}.`;
    return c.redirect(`/settings?${new URLSearchParams({ done })}`, 303);
  });

  app.post("/settings/faults", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const rule = readFault(form, faultChoices);
    if (!rule) return c.html(messagePage("Not added", noFault), 400);
    faults.add(rule);
    return c.redirect("/settings?done=Fault+added.", 303);
  });
  app.post("/settings/faults/clear", (c) => {
    faults.remove();
    return c.redirect("/settings?done=Faults+removed.", 303);
  });
  return app;
}
