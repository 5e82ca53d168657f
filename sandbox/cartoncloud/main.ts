import { startCartonCloudSandbox } from "./start";

// The stand-in is no part of the product: it reads its settings by itself.
const { CARTONCLOUD_SANDBOX_PORT, SANDBOX_DATA_DIR } = process.env;
const { CARTONCLOUD_SANDBOX_WEBHOOK_URL: url, CARTONCLOUD_SANDBOX_WEBHOOK_KEY: apiKey } =
  process.env;

try {
  const sandbox = await startCartonCloudSandbox({
    port: Number(CARTONCLOUD_SANDBOX_PORT ?? 4020),
    dataDir: SANDBOX_DATA_DIR ?? ".data/sandbox",
    webhook: url && apiKey ? { url, apiKey } : null,
  });
  process.stdout.write(`CartonCloud sandbox: ${sandbox.url}\n`);
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exitCode = 1;
}
