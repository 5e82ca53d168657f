import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";

const c = cartonCloudConnection;
/** A run takes its place anew for each window; one that has not for this long has ended without a word, in seconds. */
const placeSeconds = 60;
/** Posts a minute. */
const pacedUpTo = 300;

/**
 * Takes or renews the place of the one run that makes an organisation's orders. It spares runs that
 * would only wait for each other; that no order is made twice does not rest on it. False while
 * another run has it; `paced` where posts are so far apart that an attempt had better wait for its turn.
 */
export async function becomeOrderMaker(
  organisationId: string,
  runId: string,
): Promise<{ taken: boolean; paced: boolean }> {
  const [row] = await db().execute<{ paced: boolean | null }>(sql`
    with taken as (
      update ${c} set order_maker = ${runId}, order_maker_until = now() + make_interval(secs => ${placeSeconds})
      where ${c.organisationId} = ${organisationId}
        and (${c.orderMaker} = ${runId} or ${c.orderMakerUntil} is null or ${c.orderMakerUntil} < now())
      returning ${c.orderPostsPerMinute} as rate)
    select (select rate <= ${pacedUpTo} from taken) as paced
    where exists (select 1 from taken)
      or not exists (select 1 from ${c} where ${c.organisationId} = ${organisationId})
  `);
  return { taken: row !== undefined, paced: row?.paced ?? false };
}

/** Gives the place up, if it is this run's. */
export async function resignAsOrderMaker(organisationId: string, runId: string): Promise<void> {
  await db().execute(sql`
    update ${c} set order_maker = null, order_maker_until = null
    where ${c.organisationId} = ${organisationId} and ${c.orderMaker} = ${runId}
  `);
}
