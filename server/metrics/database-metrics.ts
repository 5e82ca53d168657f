import { sql } from "drizzle-orm";
import { Gauge, Registry } from "prom-client";
import { db } from "@/db/client";
import { env } from "@/server/env";
import type { FactName } from "./definitions";
import { definitions, isFactName } from "./definitions";
import type { Row } from "./queries";
import { queries } from "./queries";

/** A query that takes longer is given up, in milliseconds; a scrape waits for 10 s by default. */
const mostMs = 3000;

/** All rows of one moment: one transaction that only reads. @throws what the database throws */
async function readRows(): Promise<Row[]> {
  const asked = queries(env().ETSY_KEYSTRING);
  return db().transaction(
    async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${mostMs}`));
      const rows: Row[] = [];
      for (const query of asked) rows.push(...(await tx.execute<Row>(query)));
      return rows;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** A registry with every metric of the definitions and no value yet. */
export function emptyFacts(): { registry: Registry; gauges: Map<FactName, Gauge> } {
  const registry = new Registry();
  const gauges = new Map<FactName, Gauge>();
  for (const [name, { help, labels }] of Object.entries(definitions))
    if (isFactName(name))
      gauges.set(name, new Gauge({ name, help, labelNames: [...labels], registers: [registry] }));
  return { registry, gauges };
}

/**
 * What the database knows now, in Prometheus' text format: the same from every process.
 * @throws what the database throws
 */
export async function databaseMetrics(): Promise<string> {
  const { registry, gauges } = emptyFacts();
  // A gauge without labels begins at 0; only what was read is told.
  for (const gauge of gauges.values()) gauge.reset();
  for (const { metric, a, b, value } of await readRows()) {
    if (value === null || !isFactName(metric)) continue;
    const labels = definitions[metric].labels.map((label, at) => [label, (at === 0 ? a : b) ?? ""]);
    gauges.get(metric)?.set(Object.fromEntries(labels), Math.max(0, Number(value)));
  }
  return registry.metrics();
}
