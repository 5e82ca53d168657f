import { notFound, redirect } from "next/navigation";
import { auditCsv } from "@/server/audit/audit-csv";
import { readAuditQuery } from "@/server/audit/schema";
import { viewer } from "@/server/auth";
import { refusedDownload } from "@/server/csv-answer";
import { csvFile } from "@/server/csv-stream";
import { signInPathFor } from "@/server/people/return-path";

/** The audit log as the filter of its page shows it, whole. */
export async function GET(request: Request): Promise<Response> {
  const who = await viewer();
  if (!who) redirect(signInPathFor("/audit"));
  if (who.scope.role !== "admin") notFound();
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { input, problem } = readAuditQuery(query);
  if (!input) return new Response(problem, { status: 400 });
  const refused = await refusedDownload(who);
  if (refused) return refused;
  return csvFile("audit-log.csv", auditCsv(who.scope, input));
}
