import { z } from "zod";
import type { Log } from "./core";
import { startRunner } from "./start-runner";

const environment = z.object({
  RUNNER_PORT: z.coerce.number().int().min(0).max(65_535).default(8288),
  RUNNER_APP_URL: z.url(
    "RUNNER_APP_URL must be the address of the app's Inngest endpoint, such as http://127.0.0.1:3000/api/inngest.",
  ),
  INNGEST_SIGNING_KEY: z.string().min(1).optional(),
  INNGEST_EVENT_KEY: z.string().min(1).optional(),
});

const log: Log = (level, sentence) => {
  const out = level === "info" ? process.stdout : process.stderr;
  out.write(`runner ${level}: ${sentence}\n`);
};

async function main(): Promise<void> {
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const runner = await startRunner({
    port: parsed.data.RUNNER_PORT,
    appUrl: parsed.data.RUNNER_APP_URL,
    signingKey: parsed.data.INNGEST_SIGNING_KEY,
    eventKey: parsed.data.INNGEST_EVENT_KEY,
    log,
  });
  log("info", `Listening at ${runner.url}.`);
  const stop = async () => {
    await runner.close();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  log("error", error instanceof Error ? error.message : String(error));
  process.exit(1);
});
