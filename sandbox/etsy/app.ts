import { Hono } from "hono";
import { controlRoutes } from "@/sandbox/kernel/control";
import { createFaults } from "@/sandbox/kernel/faults";
import type { Journal } from "@/sandbox/kernel/journal";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { recorder } from "@/sandbox/kernel/recorder";
import { openSettings } from "@/sandbox/kernel/settings";
import type { Store } from "@/sandbox/kernel/store";
import { accountRoutes } from "./api/account-routes";
import { requireKey } from "./api/guards";
import { createQuota } from "./api/quota";
import { receiptRoutes } from "./api/receipt-routes";
import { accountControl } from "./control/account-control";
import { receiptControl } from "./control/receipt-control";
import { managerRoutes } from "./manager/manager-routes";
import { settingsRoutes } from "./manager/settings-routes";
import { consentRoutes } from "./oauth/consent-routes";
import { tokenRoute } from "./oauth/token-route";
import { settingsSchema } from "./settings";
import { eventsOf } from "./webhooks/events";
import { createWebhookSender } from "./webhooks/sender";
import { seedWorld } from "./world/seed";
import { openWorld } from "./world/world";

type Parts = {
  store: Store;
  journal: Journal;
  /** Address under which browsers reach the server. */
  url: string;
  key: Parameters<typeof settingsSchema>[0];
};

/**
 * Every route of the stand-in over one store. An empty store gets the demo world. `close` ends what
 * goes on beside the requests.
 */
export function buildApp({ store, journal, url, key }: Parts): {
  app: Hono<SandboxEnv>;
  close(): void;
} {
  const settings = openSettings(store, settingsSchema(key));
  const world = openWorld(store, settings);
  if (store.get("made", "demo") === undefined) fill();
  const faults = createFaults();
  const quota = createQuota(world);
  const webhooks = createWebhookSender(settings.get);
  world.watch((before, after) => {
    for (const event of eventsOf(before, after)) webhooks.send(event, after);
  });

  function fill(): void {
    store.batch(() => {
      seedWorld(world);
      store.put("made", "demo", true);
    });
  }

  const app = new Hono<SandboxEnv>();
  app.use("*", recorder({ journal, faults }));
  app.use("/v3/application/*", requireKey(world, quota));
  app.route("/", tokenRoute(world));
  app.route("/", consentRoutes(world));
  app.route("/", accountRoutes(world, url));
  app.route("/", receiptRoutes(world));
  app.route("/", managerRoutes(world));
  app.route("/", settingsRoutes(world, { journal, faults, deliveries: webhooks.deliveries }));
  app.route("/", receiptControl(world));
  app.route("/", accountControl(world));
  app.get("/_sandbox/webhooks", (c) => c.json({ deliveries: webhooks.deliveries() }));
  app.route(
    "/",
    controlRoutes({
      name: "etsy",
      journal,
      faults,
      settings,
      routes: () => app.routes.filter((route) => route.method !== "ALL"),
      reset({ empty }) {
        quota.reset();
        world.clear();
        if (empty) store.put("made", "demo", true);
        else fill();
        webhooks.forget();
      },
    }),
  );
  app.notFound((c) => c.json({ error: "Resource not found" }, 404));
  app.onError((problem, c) => {
    console.error(problem);
    return c.json({ error: "Server Error" }, 500);
  });
  return { app, close: webhooks.close };
}
