import { hasSha256, sha256 } from "@/server/crypto";
import { describeError } from "@/server/describe-error";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { noteRefusal } from "@/server/refuse";
import { databaseMetrics } from "./database-metrics";
import { processMetrics } from "./registry";

/** Scrapes within this time share one reading of the database, in milliseconds. */
const keptMs = 5000;

const contentType = "text/plain; version=0.0.4; charset=utf-8";

let reading: { at: number; text: Promise<string> } | undefined;

/** The database's part, read at most every five seconds; where it cannot be read, only that is told. */
async function databasePart(): Promise<string> {
  if (!reading || Date.now() - reading.at > keptMs)
    reading = { at: Date.now(), text: databaseMetrics() };
  const told =
    "# HELP smi_database_read Whether the database answered.\n# TYPE smi_database_read gauge\n";
  try {
    return `${await reading.text}\n${told}smi_database_read 1\n`;
  } catch (error) {
    log.warn("metrics not read", describeError(error));
    return `${told}smi_database_read 0\n`;
  }
}

/** The metrics of this process and of the database, for who has METRICS_TOKEN; without one set, 404. */
export async function metricsAnswer(authorization: string | null): Promise<Response> {
  const { METRICS_TOKEN } = env();
  if (!METRICS_TOKEN) return new Response("Not found.\n", { status: 404 });
  if (!hasSha256(authorization ?? "", sha256(`Bearer ${METRICS_TOKEN}`))) {
    noteRefusal("metrics");
    return new Response("The bearer token is missing or wrong.\n", {
      status: 401,
      headers: { "WWW-Authenticate": "Bearer" },
    });
  }
  const [database, own] = await Promise.all([databasePart(), processMetrics().metrics()]);
  return new Response(`${database}${own}`, {
    headers: { "Content-Type": contentType, "Cache-Control": "no-store" },
  });
}
