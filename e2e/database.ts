import postgres from "postgres";
import { demoOrganisationId } from "@/db/seed";
import { stackAddresses } from "@/scripts/testing/stack-addresses";

/** Does something to the database of the stack that no page can do. */
export async function inDatabase(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(stackAddresses().databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select set_config('app.rows', 'all', false)`;
    await work(sql);
  } finally {
    await sql.end();
  }
}

/** Takes the shops from what a failed story left: they would fail every story after it. */
export const releaseShops = () =>
  inDatabase(async (sql) => {
    const left = sql`select id from integration
      where organisation_id = ${demoOrganisationId} and status <> 'deleted'`;
    await sql`delete from etsy_connection where integration_id in (${left})`;
    await sql`update integration set status = 'deleted', deleted_at = now() where id in (${left})`;
  });
