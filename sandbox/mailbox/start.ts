import { join } from "node:path";
import { Hono } from "hono";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { startServer } from "@/sandbox/kernel/server";
import type { Store } from "@/sandbox/kernel/store";
import { openStore } from "@/sandbox/kernel/store";
import type { Box } from "./box";
import { openBox } from "./box";
import { mailboxPages } from "./pages";
import type { SmtpServer } from "./smtp";
import { startSmtp } from "./smtp";

export type Mailbox = { url: string; smtpUrl: string; close(): Promise<void> };

/**
 * Starts the stand-in of a mail server and of everybody's mailbox, with the mails that its file in
 * `dataDir` remembers. Port 0 takes a free one.
 *
 * @throws Error in words when a port is busy or the file is damaged.
 */
export async function startMailbox(options: {
  port: number;
  smtpPort: number;
  dataDir: string;
}): Promise<Mailbox> {
  let opened: { store: Store; box: Box } | undefined;
  let smtp: SmtpServer | undefined;
  const server = await startServer({
    port: options.port,
    app: () => {
      const store = openStore({ file: join(options.dataDir, "mailbox.jsonl") });
      opened = { store, box: openBox(store) };
      return mailboxApp(opened.box, () => smtp !== undefined);
    },
  });
  const closeWeb = async () => {
    await server.close();
    opened?.store.close();
  };
  try {
    if (!opened) throw new Error("The mailbox was not opened.");
    smtp = await startSmtp(opened.box, options.smtpPort);
  } catch (problem) {
    await closeWeb();
    throw problem;
  }
  const { port, close } = smtp;
  return {
    url: server.url,
    smtpUrl: `smtp://127.0.0.1:${port}`,
    async close() {
      await close();
      await closeWeb();
    },
  };
}

function mailboxApp(box: Box, takesMail: () => boolean): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/_sandbox/health", (c) =>
    c.json({ ok: takesMail(), name: "mailbox", pid: process.pid }, takesMail() ? 200 : 503),
  );
  app.get("/_sandbox/mails", (c) => c.json({ mails: box.all() }));
  app.delete("/_sandbox/mails", (c) => {
    box.clear();
    return c.json({ mails: [] });
  });
  mailboxPages(app, box);
  return app;
}
