import { join } from "node:path";
import { etsyApp } from "@/sandbox/demo";
import type { StandIn } from "@/scripts/chaos/snapshot";
import { createProgress } from "@/scripts/launcher/progress";
import { keptSecrets } from "@/scripts/launcher/secrets";
import { control } from "@/scripts/testing/control";
import type { TestStack } from "@/scripts/testing/stack";
import { startStack } from "@/scripts/testing/stack";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";

export type Stage = {
  stack: TestStack;
  etsy: StandIn;
  cartonCloud: StandIn;
  close(): Promise<void>;
};

/**
 * What `npm start` starts, the production build and the embedded runner among it, in a folder of its
 * own and with the limits of both stand-ins off. The product's verbs, imported after this, work on
 * its database and its runner, and say nothing but warnings. `environment` changes its settings.
 */
export async function openStage(environment: Record<string, string> = {}): Promise<Stage> {
  const folder = temporaryFolder("bench-");
  const stack = await startStack({
    dataDir: folder.path,
    progress: createProgress(),
    // Nothing but what is measured goes on by itself.
    environment: {
      PULL_INTERVAL_SECONDS: "3600",
      DISPATCH_POLL_SECONDS: "3600",
      LOG_LEVEL: "info",
      ...environment,
    },
  });
  const secrets = keptSecrets(join(folder.path, "secrets.json"));
  Object.assign(process.env, secrets, {
    DATABASE_URL: stack.databaseUrl,
    APP_URL: stack.appUrl,
    DEMO_MODE: "1",
    ETSY_KEYSTRING: etsyApp.keystring,
    ETSY_SHARED_SECRET: etsyApp.sharedSecret,
    ETSY_API_URL: stack.etsyUrl,
    ETSY_AUTHORIZE_URL: `${stack.etsyUrl}/oauth/connect`,
    ETSY_TOKEN_URL: `${stack.etsyUrl}/v3/public/oauth/token`,
    CARTONCLOUD_API_URL: stack.cartonCloudUrl,
    INNGEST_BASE_URL: stack.runnerUrl,
    ...environment,
    LOG_LEVEL: "warn",
  });
  // What the build replaces: the tests' places to end a process at.
  Object.assign(globalThis, { FAILPOINTS: false });
  const standIn = (url: string): StandIn => ({
    url,
    control: (method, path, body) => control(url, method, path, body),
  });
  return {
    stack,
    etsy: standIn(stack.etsyUrl),
    cartonCloud: standIn(stack.cartonCloudUrl),
    async close() {
      await stack.stop();
      folder.remove();
    },
  };
}
