import process from "node:process";
import type { SignedMessage } from "@/server/etsy/webhook";

/**
 * The product's work as a process of its own: takes a webhook delivery if DELIVERY holds one (JSON
 * of a SignedMessage), then does what is due until nothing is left. With ASK (JSON of
 * `{ integrationId, times }`) it asks Etsy so many times at once instead. Ends itself by SIGKILL the
 * CRASH_NTH time (1 = the first) that it passes the failpoint CRASH_AT. Exit code 1 when work failed.
 */
const { ASK, CRASH_AT, CRASH_NTH, DELIVERY } = process.env;
let passed = 0;
// Both are set before any module of the product is read.
Object.assign(globalThis, {
  FAILPOINTS: true,
  crashAt(point: string) {
    if (point !== CRASH_AT) return;
    passed += 1;
    if (passed !== Number(CRASH_NTH ?? 1)) return;
    process.kill(process.pid, "SIGKILL");
    // Not one line more, however long the signal takes.
    for (;;);
  },
});

if (ASK) {
  const { withEtsy } = await import("@/server/integrations/connection");
  const { integrationId, times } = JSON.parse(ASK) as { integrationId: string; times: number };
  const ask = () => withEtsy(integrationId, (etsy) => etsy.getMe());
  await Promise.all(Array.from({ length: times }, ask));
  process.exit(0);
}
const { drain, failures } = await import("@/scripts/chaos/drain");
if (DELIVERY) {
  const { receiveEtsyWebhook } = await import("@/server/orders/receive-webhook");
  await receiveEtsyWebhook(JSON.parse(DELIVERY) as SignedMessage);
}
// `drain` moves leases and delays into the past, as the minutes between a crash and its repair do.
await drain();
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exit(failures.length > 0 ? 1 : 0);
