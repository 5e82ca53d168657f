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
import { seedWorld } from "./world/seed";
import { openWorld } from "./world/world";

type Parts = {
  store: Store;
  journal: Journal;
  /** Address under which browsers reach the server. */
  url: string;
  key: { keystring: string; sharedSecret: string };
};

/** Every route of the stand-in over one store. An empty store gets the demo world. */
export function buildApp({ store, journal, url, key }: Parts): Hono<SandboxEnv> {
  const settings = openSettings(store, settingsSchema(key));
  const world = openWorld(store, settings);
  if (store.get("made", "demo") === undefined) fill();
  const faults = createFaults();
  const quota = createQuota(world);

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
  app.route("/", settingsRoutes(world, { journal, faults }));
  app.route("/", receiptControl(world));
  app.route("/", accountControl(world));
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
      },
    }),
  );
  app.notFound((c) => c.json({ error: "Resource not found" }, 404));
  app.onError((problem, c) => {
    console.error(problem);
    return c.json({ error: "Server Error" }, 500);
  });
  return app;
}
