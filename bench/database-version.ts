import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/** Of the server, such as "18.4". */
export async function databaseVersion(): Promise<string> {
  const [row] = await db().execute<{ version: string }>(
    sql`select current_setting('server_version') as version`,
  );
  return row?.version ?? "unknown";
}
