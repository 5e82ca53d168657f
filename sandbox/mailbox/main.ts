import { startMailbox } from "./start";

// The stand-in is no part of the product: it reads its settings by itself.
const { MAILBOX_PORT, MAILBOX_SMTP_PORT, SANDBOX_DATA_DIR } = process.env;

try {
  const mailbox = await startMailbox({
    port: Number(MAILBOX_PORT ?? 4030),
    smtpPort: Number(MAILBOX_SMTP_PORT ?? 4025),
    dataDir: SANDBOX_DATA_DIR ?? ".data/sandbox",
  });
  process.stdout.write(`Mailbox: ${mailbox.url}, taking mail at ${mailbox.smtpUrl}\n`);
  const stop = (): void => void mailbox.close().then(() => process.exit(0));
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exitCode = 1;
}
