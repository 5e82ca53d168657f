import type { Facts } from "./facts";
import type { Finding } from "./finding";
import { notChecked, ok, wrong } from "./finding";

const leastFreeBytes = 500 * 1024 * 1024;
/** Etsy's signed messages are taken up to 300 s off; tokens are renewed 60 s early. */
const mostSkewMs = 60_000;

const parts = (version: string) => version.replace(/^v/, "").split(".").map(Number);

/** Whether a version such as v20.19.1 is at least 20.19. */
export function isAtLeast(version: string, needed: string): boolean {
  const [have, want] = [parts(version), parts(needed)];
  const differing = want.findIndex((part, index) => (have[index] ?? 0) !== part);
  return differing < 0 || (have[differing] ?? 0) > (want[differing] ?? 0);
}

/** The machine that the command runs on, and its clock against the others'. */
export const judgeMachine = (facts: Facts): Finding[] => [
  judgeNode(facts.machine),
  facts.machine.timeZones
    ? ok("time zones", "Billing weeks and local times are known.")
    : wrong(
        "time zones",
        "This Node does not know when daylight saving begins in Melbourne, so that billing weeks would be cut wrong. Use a Node with full ICU data and remove NODE_ICU_DATA.",
      ),
  judgeDisk(facts.machine.freeBytes),
  judgePort(facts.machine.port),
  judgeClock("the database", facts.database.state === "answered" ? facts.database.skewMs : null),
  judgeClock("Etsy", skewOf(facts.etsy.ping)),
  judgeClock("CartonCloud", skewOf(facts.cartonCloud)),
];

const judgeNode = ({ nodeVersion, nodeNeeded }: Facts["machine"]): Finding =>
  isAtLeast(nodeVersion, nodeNeeded)
    ? ok("Node", `${nodeVersion}; ${nodeNeeded} or newer is needed.`)
    : wrong(
        "Node",
        `Node is ${nodeVersion}; the console needs ${nodeNeeded} or newer. Install it.`,
      );

function judgeDisk(freeBytes: number | null): Finding {
  if (freeBytes === null) return notChecked("disk", "The system does not tell how much is free.");
  const megabytes = Math.floor(freeBytes / 1024 / 1024);
  return freeBytes < leastFreeBytes
    ? wrong(
        "disk",
        `Only ${megabytes} MB are free here. Make room: builds, logs and backups need it.`,
      )
    : ok("disk", `${megabytes} MB are free.`);
}

function judgePort({ address, holder }: Facts["machine"]["port"]): Finding {
  if (holder === "other")
    return wrong(
      "port",
      `Another program listens on ${address}. Stop it, or choose another port with PORT.`,
    );
  return ok("port", holder === "free" ? `${address} is free.` : `The console is on ${address}.`);
}

const skewOf = (answer: Facts["cartonCloud"]) =>
  answer.state === "answered" ? answer.skewMs : null;

function judgeClock(whose: string, skewMs: number | null): Finding {
  const check = `clock and ${whose}`;
  if (skewMs === null) return notChecked(check, `The time of ${whose} is not known.`);
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const way = skewMs > 0 ? "behind" : "ahead of";
  return Math.abs(skewMs) > mostSkewMs
    ? wrong(
        check,
        `The clock here is ${seconds} s ${way} that of ${whose}: signed messages and tokens are judged wrong. Set it by NTP, here or there.`,
      )
    : ok(check, `They differ by ${seconds} s.`);
}
