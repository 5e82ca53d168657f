import { resolve } from "node:path";
import { startEtsySandbox } from "./start";

const port = Number(process.env.ETSY_SANDBOX_PORT ?? 4010);
const dataDir = resolve(process.env.SANDBOX_DATA_DIR ?? ".data/sandbox");

try {
  const server = await startEtsySandbox({
    port,
    dataDir,
    publicUrl: process.env.ETSY_SANDBOX_URL,
    keystring: process.env.ETSY_KEYSTRING,
    sharedSecret: process.env.ETSY_SHARED_SECRET,
    webhookUrl: process.env.ETSY_SANDBOX_WEBHOOK_URL,
    webhookSecret: process.env.ETSY_WEBHOOK_SECRET,
  });
  process.stdout.write(`Etsy stand-in: ${server.url}\n`);
  const stop = () => server.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exit(1);
}
