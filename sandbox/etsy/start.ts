import { join } from "node:path";
import { etsyApp } from "@/sandbox/demo";
import { openJournal } from "@/sandbox/kernel/journal";
import { startServer } from "@/sandbox/kernel/server";
import { openStore } from "@/sandbox/kernel/store";
import { buildApp } from "./app";

type EtsySandboxOptions = {
  /** 0 takes a free port. */
  port: number;
  /** Folder for the store and the journal; kept across restarts. */
  dataDir: string;
  /** Address under which browsers reach this server, when it is not the bound one. */
  publicUrl?: string;
  keystring?: string;
  sharedSecret?: string;
  /** Where orders are told, and the secret that signs it; nowhere without both. */
  webhookUrl?: string;
  webhookSecret?: string;
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
  const { keystring = etsyApp.keystring, sharedSecret = etsyApp.sharedSecret } = options;
  const { webhookUrl, webhookSecret } = options;
  const told = webhookUrl && webhookSecret ? { webhookUrl, webhookSecret } : {};
  const key = { keystring, sharedSecret, ...told };
  const opened: { close(): void }[] = [];
  const server = await startServer({
    port: options.port,
    app: (url) => {
      const store = openStore({ file: join(options.dataDir, "etsy-store.jsonl") });
      const journal = openJournal({ file: join(options.dataDir, "etsy-journal.jsonl") });
      opened.push(store, journal);
      const built = buildApp({ store, journal, url: options.publicUrl ?? url, key });
      opened.unshift(built);
      return built.app;
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
