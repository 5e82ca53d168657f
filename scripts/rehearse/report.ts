import type { Traffic } from "./proxy";

export type Report = { lines: string[]; faults: string[] };

/** What came through the proxy, and which of it failed. */
export function reportTraffic({ requests, failures }: Traffic): Report {
  const all = Object.values(requests).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(requests).map(([kind, count]) => `${count} ${kind}`);
  return {
    lines: [`${all} requests (${kinds.join(", ")}), ${failures.length} failed`],
    faults: failures.map(({ at, what, target }) => `${at} ${what} (${target})`),
  };
}

export const join = (...reports: Report[]): Report => ({
  lines: reports.flatMap(({ lines }) => lines),
  faults: reports.flatMap(({ faults }) => faults),
});
