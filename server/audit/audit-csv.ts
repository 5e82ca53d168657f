import { withinRowsOf } from "@/db/row-scope";
import { csvCell } from "@/server/billing/csv";
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
];

const json = (value: unknown): string => (value === null ? "" : JSON.stringify(value));
const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

const lineOf = (entry: AuditPage["entries"][number]): string =>
  line([
    entry.at.toISOString(),
    entry.userName ?? "",
    entry.action,
    entry.subjectType,
    entry.subjectId,
    entry.customerName ?? "",
    json(entry.before),
    json(entry.after),
  ]);

/**
 * The audit log from a place on, newest first, as CSV in UTF-8, read page by page while it is sent.
 * Times are ISO 8601 in UTC; `before` and `after` are JSON. The caller has checked that it is an admin's.
 */
export function auditCsv(scope: Scope, { before, ...filter }: AuditListInput): ReadableStream {
  const encoder = new TextEncoder();
  let next: string | null | undefined = before;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      const page = await withinRowsOf(scope, () =>
        listAudit(scope, next ? { ...filter, before: next } : filter, pageSize),
      );
      const lines = page.entries.map(lineOf).join("");
      controller.enqueue(encoder.encode(begun ? lines : line(columns) + lines));
      begun = true;
      next = page.next;
      if (!next) controller.close();
    },
  });
}
