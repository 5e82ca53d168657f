import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { notify } from "@/server/notifications/notify";
import { silenceOf } from "./silence";

/** The latest receipts that show the rhythm of a shop. */
const looked = 30;

type Seen = { id: string; organisationId: string; silentSince: string | null; at: number[] };

/** Active integrations with the times of their latest receipts, in milliseconds. */
const rhythms = () =>
  db().execute<Seen>(sql`
    select i.id, i.organisation_id as "organisationId", i.silent_since as "silentSince",
      (select coalesce(json_agg(extract(epoch from latest.at) * 1000), '[]'::json) from (
        select l.receipt_created_at as at from ${orderLink} l where l.integration_id = i.id
        order by l.receipt_created_at desc limit ${looked}) latest) as at
    from ${integration} i where i.status = 'active'`);

/**
 * Marks the shops that are quiet for longer than their own rhythm explains, tells people once for
 * each quiet, and takes the mark away when an order has come. Safe to repeat.
 * @returns how many shops are silent
 */
export async function watchSilence(now: Date): Promise<number> {
  let silent = 0;
  for (const { id, organisationId, silentSince, at } of await rhythms()) {
    const silence = silenceOf(at.map(Number), +now);
    if (silence) silent += 1;
    if (silence === null && silentSince)
      await db().update(integration).set({ silentSince: null }).where(eq(integration.id, id));
    if (!silence || silentSince) continue;
    await db().transaction(async (tx) => {
      const since = new Date(silence.since);
      const marked = await tx
        .update(integration)
        .set({ silentSince: since })
        .where(and(eq(integration.id, id), isNull(integration.silentSince)))
        .returning({ id: integration.id });
      if (marked.length > 0)
        await notify(tx, {
          organisationId,
          integrationId: id,
          kind: "shop_silent",
          data: {
            since: since.toISOString(),
            usualHours: Math.max(1, Math.round(silence.longestPauseMs / 3_600_000)),
          },
          occurrence: `shop_silent:${id}:${since.toISOString()}`,
        });
    });
  }
  return silent;
}
