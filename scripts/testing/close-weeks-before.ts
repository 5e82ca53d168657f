import postgres from "postgres";
import { demoOrganisationId } from "@/db/seed";
import { runNode } from "./run-node";

/**
 * Makes the demo organisation's shops active for weeks, whose statements are then closed.
 *
 * @returns the Monday of the last closed week, such as "2026-11-16".
 */
export async function closeWeeksBefore(databaseUrl: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await sql`update integration set activated_at = now() - interval '40 days' where activated_at is not null`;
  const script = ["tsx", "--conditions=react-server", "scripts/testing/close-weeks.ts"];
  await runNode("--import", [...script, demoOrganisationId], () => {}, {
    DATABASE_URL: databaseUrl,
  });
  const [last] = await sql`select max(monday)::text as monday from billing_statement`;
  await sql.end();
  return String(last?.monday);
}
