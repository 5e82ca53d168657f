import type { Context, Hono } from "hono";
import { z } from "zod";
import type { CartonCloudSettings } from "@/sandbox/cartoncloud/settings";
import type { Sender } from "@/sandbox/cartoncloud/webhooks/sender";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import type { Settings } from "@/sandbox/kernel/settings";
import { webhooksPage } from "./webhooks-page";

/** The page on which people make the webhook late, doubled, disordered or wrongly keyed, and send calls again. */
export function webhookRoutes(
  app: Hono<SandboxEnv>,
  world: World,
  { settings, sender }: { settings: Settings<CartonCloudSettings>; sender: Sender },
): void {
  const show = (c: Context, told: { notice?: string | undefined; problem?: string }) =>
    c.html(webhooksPage(world, sender.list(), told), told.problem ? 409 : 200);
  app.get("/webhooks", (c) => show(c, { notice: c.req.query("done") }));
  app.post("/webhooks", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const number = (name: string) => Number(form.get(name));
    const url = form.get("url");
    const webhook = url && {
      url,
      apiKey: form.get("apiKey") ?? "",
      copies: number("copies"),
      delayMs: number("delayMs"),
      reorder: number("reorder"),
      consignments: form.get("consignments") === "yes",
      body: form.get("body") ?? "order",
    };
    try {
      settings.change({ webhook: webhook || null });
    } catch (refusal) {
      if (!(refusal instanceof z.ZodError)) throw refusal;
      return show(c, { problem: z.prettifyError(refusal) });
    }
    return c.redirect("/webhooks?done=Saved.", 303);
  });
  app.post("/webhooks/replay", async (c) => {
    const id = new URLSearchParams(await c.req.text()).get("id");
    const sent = sender.replay(id === null ? undefined : [Number(id)]).length;
    return c.redirect(`/webhooks?done=Sent+again:+${sent}.`, 303);
  });
}
