import { setTimeout as sleep } from "node:timers/promises";
import { inngest } from "@/inngest/client";

/** Whoever sends waits for the job runner for at most this long, in milliseconds. */
const patienceMs = 1000;

/**
 * Sends events for work that the database holds already. A runner that is slow or away keeps nobody
 * waiting: it finds the work by its sweep.
 */
export async function sendEvents(events: Parameters<typeof inngest.send>[0]): Promise<void> {
  const sent = inngest.send(events).then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([sent, sleep(patienceMs, undefined, { ref: false })]);
}
