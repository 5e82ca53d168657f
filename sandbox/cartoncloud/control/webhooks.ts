import type { Hono } from "hono";
import { z } from "zod";
import type { Sender } from "@/sandbox/cartoncloud/webhooks/sender";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { readInput } from "./read-input";

const replayBody = z.strictObject({ ids: z.array(z.int()).optional() });

/** Reads and replays the webhook's calls. How they are sent is in the settings. */
export function webhookControl(app: Hono<SandboxEnv>, sender: Sender): void {
  app.get("/_sandbox/webhooks", (c) => c.json({ deliveries: sender.list() }));
  app.post("/_sandbox/webhooks/replay", async (c) => {
    const { ids } = await readInput(c, replayBody);
    return c.json({ deliveries: sender.replay(ids) });
  });
}
