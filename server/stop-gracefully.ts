import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase } from "@/db/client";
import { env } from "./env";
import { log } from "./log";
import type { OpenRequests } from "./open-requests";
import { watchOpenRequests } from "./open-requests";
import { sendTraces } from "./start-tracing";
import { noteStopping } from "./stopping";

/** Connections of the database get this long to end, and traces to be sent, once all is answered. */
const lastMs = 3000;

/**
 * Ends the work of this process: readiness fails at once; new requests are taken for `noticeMs`, for
 * whoever balances to notice; those under way, steps of functions among them, get `patienceMs`.
 * @returns how many requests were cut
 */
export async function endRequests(
  requests: OpenRequests,
  { noticeMs, patienceMs }: { noticeMs: number; patienceMs: number },
): Promise<number> {
  noteStopping();
  requests.endConnections();
  await sleep(noticeMs);
  requests.refuseMore();
  await requests.over(patienceMs);
  const cut = requests.count();
  requests.cut();
  return cut;
}

/**
 * SIGTERM and SIGINT end this process by endRequests and then with 0, in place of Next's own handler:
 * that one closes at once, waits without a bound, and ends with 143. To be called once a process.
 */
export function stopGracefully(): void {
  const { NODE_ENV, SHUTDOWN_NOTICE_SECONDS, SHUTDOWN_SECONDS } = env();
  if (NODE_ENV !== "production") return;
  const requests = watchOpenRequests();
  const limits = {
    noticeMs: SHUTDOWN_NOTICE_SECONDS * 1000,
    patienceMs: SHUTDOWN_SECONDS * 1000,
  };
  let begun = false;

  async function stop(): Promise<void> {
    // A terminal and npm both pass Ctrl-C on.
    if (begun) return;
    begun = true;
    log.info("stopping", { count: requests.count() });
    const cut = await endRequests(requests, limits);
    await Promise.race([Promise.allSettled([closeDatabase(), sendTraces()]), sleep(lastMs)]);
    log[cut > 0 ? "warn" : "info"]("stopped", { count: cut });
    process.exit(0);
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => void stop());
  }
}
