import { csvRow } from "@/server/billing/csv";
import { csvStream } from "@/server/csv-stream";
import type { Scope } from "@/server/people/scope";
import type { AuditListInput } from "./schema";
import type { AuditPage } from "./service";
import { listAudit } from "./service";

/** Entries read at once: the whole log is never in memory. */
const pageSize = 1000;

const columns = [
  "at",
  "person",
  "action",
  "subject_type",
  "subject_id",
  "customer",
  "before",
  "after",
  "subject",
];

const json = (value: unknown): string => (value === null ? "" : JSON.stringify(value));

const lineOf = (entry: AuditPage["entries"][number]): string =>
  csvRow([
    entry.at.toISOString(),
    entry.userName ?? "",
    entry.action,
    entry.subjectType,
    entry.subjectId,
    entry.customerName ?? "",
    json(entry.before),
    json(entry.after),
    entry.subjectName ?? "",
  ]);

async function* pieces(
  scope: Scope,
  { before, ...filter }: AuditListInput,
): AsyncGenerator<string> {
  let head = csvRow(columns);
  for (let next: string | null | undefined = before; ; ) {
    const page = await listAudit(scope, next ? { ...filter, before: next } : filter, pageSize);
    yield head + page.entries.map(lineOf).join("");
    head = "";
    next = page.next;
    if (!next) return;
  }
}

/**
 * The audit log from a place on, newest first, as CSV in UTF-8, read page by page while it is sent.
 * Times are ISO 8601 in UTC; `before` and `after` are JSON. The caller has checked that it is an admin's.
 */
export const auditCsv = (scope: Scope, input: AuditListInput): ReadableStream<Uint8Array> =>
  csvStream(scope, pieces(scope, input));
