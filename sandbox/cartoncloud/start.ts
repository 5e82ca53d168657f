import { join } from "node:path";
import { createFaults } from "@/sandbox/kernel/faults";
import { openJournal } from "@/sandbox/kernel/journal";
import { startServer } from "@/sandbox/kernel/server";
import { openSettings } from "@/sandbox/kernel/settings";
import { openStore } from "@/sandbox/kernel/store";
import { cartonCloudApp } from "./app";
import { settingsSchema } from "./settings";
import { createSender } from "./webhooks/sender";
import { seedDemo } from "./world/seed";
import { openWorld } from "./world/world";

export type CartonCloudSandbox = { url: string; close(): Promise<void> };

/**
 * Starts the stand-in of CartonCloud with what its files in `dataDir` remember, or the demo world.
 * Port 0 takes a free one.
 *
 * @throws Error in words when the port is busy or a file is damaged.
 */
export async function startCartonCloudSandbox(options: {
  port: number;
  dataDir: string;
  /** Where orders are told when they change, and the key that is sent with it. */
  webhook?: { url: string; apiKey: string } | null;
}): Promise<CartonCloudSandbox> {
  const { port, dataDir, webhook = null } = options;
  let closeFiles = (): void => undefined;
  const server = await startServer({
    port,
    app: () => {
      const store = openStore({ file: join(dataDir, "cartoncloud.jsonl") });
      const journal = openJournal({ file: join(dataDir, "cartoncloud-journal.jsonl") });
      const settings = openSettings(store, settingsSchema(webhook));
      const world = openWorld(store, settings);
      const sender = createSender(world);
      world.announce = sender.announce;
      seedDemo(world);
      sender.resume();
      closeFiles = () => {
        sender.close();
        store.close();
        journal.close();
      };
      return cartonCloudApp({ world, settings, journal, faults: createFaults(), sender });
    },
  });
  return {
    url: server.url,
    async close() {
      await server.close();
      closeFiles();
    },
  };
}
