import { join } from "node:path";
import { Hono } from "hono";
import { etsyApp } from "@/sandbox/demo";
import { controlRoutes } from "@/sandbox/kernel/control";
import { createFaults } from "@/sandbox/kernel/faults";
import type { Journal } from "@/sandbox/kernel/journal";
import { openJournal } from "@/sandbox/kernel/journal";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { recorder } from "@/sandbox/kernel/recorder";
import { startServer } from "@/sandbox/kernel/server";
import { openSettings } from "@/sandbox/kernel/settings";
import type { Store } from "@/sandbox/kernel/store";
import { openStore } from "@/sandbox/kernel/store";
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

type EtsySandboxOptions = {
  /** 0 takes a free port. */
  port: number;
  /** Folder for the store and the journal; kept across restarts. */
  dataDir: string;
  /** Address under which browsers reach this server, when it is not the bound one. */
  publicUrl?: string;
  keystring?: string;
  sharedSecret?: string;
};

/**
 * Starts the Etsy stand-in: API, consent page, shop manager and control routes on one port.
 * A new data folder gets the demo world.
 *
 * @throws Error in words when the port is busy or the data folder is damaged.
 */
export async function startEtsySandbox(
  options: EtsySandboxOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const opened: { close(): void }[] = [];
  const server = await startServer({
    port: options.port,
    app: (url) => {
      const store = openStore({ file: join(options.dataDir, "etsy-store.jsonl") });
      const journal = openJournal({ file: join(options.dataDir, "etsy-journal.jsonl") });
      opened.push(store, journal);
      return buildApp({ store, journal, url: options.publicUrl ?? url, options });
    },
  });
  return {
    url: server.url,
    async close() {
      await server.close();
      for (const part of opened) part.close();
    },
  };
}

type Parts = { store: Store; journal: Journal; url: string; options: EtsySandboxOptions };

function buildApp({ store, journal, url, options }: Parts): Hono<SandboxEnv> {
  const { keystring = etsyApp.keystring, sharedSecret = etsyApp.sharedSecret } = options;
  const settings = openSettings(store, settingsSchema({ keystring, sharedSecret }));
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
  app.route(
    "/",
    accountRoutes(world, () => url),
  );
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
