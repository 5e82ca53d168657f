import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { z } from "zod";
import { projectRoot } from "@/scripts/launcher/paths";
import { somebodyAnswers } from "@/scripts/launcher/ports";
import { ask } from "./ask";
import type { Facts } from "./facts";

const manifest = z.object({ engines: z.object({ node: z.string() }) });

/** Node, its time zones, free room, and who holds the console's port. */
export async function gatherMachine(
  given: Facts["given"],
  nodeVersion: string,
  now: () => number,
): Promise<Facts["machine"]> {
  const { engines } = manifest.parse(
    JSON.parse(readFileSync(`${projectRoot}/package.json`, "utf8")),
  );
  const room = await statfs(projectRoot).catch(() => null);
  const host = given.LISTEN_HOST ?? "127.0.0.1";
  const port = Number(given.PORT ?? 3000);
  return {
    nodeVersion,
    nodeNeeded: engines.node.replace(/^>=/, ""),
    timeZones: knowsDaylightSaving(),
    freeBytes: room && room.bavail * room.bsize,
    port: { address: `${host}:${port}`, holder: await holderOf(host, port, now) },
  };
}

/** Melbourne is ten hours ahead in July and eleven in January. */
function knowsDaylightSaving(): boolean {
  const hourOf = (month: number) => {
    const options = { timeZone: "Australia/Melbourne", hour: "2-digit", hourCycle: "h23" } as const;
    const text = new Intl.DateTimeFormat("en-AU", options).format(Date.UTC(2026, month, 15));
    return Number(text);
  };
  try {
    return hourOf(0) === 11 && hourOf(6) === 10;
  } catch {
    return false;
  }
}

async function holderOf(
  host: string,
  port: number,
  now: () => number,
): Promise<Facts["machine"]["port"]["holder"]> {
  const reachable = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host;
  if (!(await somebodyAnswers(port, reachable))) return "free";
  const answer = await ask(`http://${reachable}:${port}/api/health?live`, now);
  return answer.state === "answered" && answer.body.includes('"live"') ? "console" : "other";
}
