import { ScrollText } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { AuditFilter } from "@/server/audit/schema";
import type { RouterOutputs } from "@/server/trpc/types";
import { actionWords } from "./action-words";
import { olderHref } from "./audit-query";

type Page = RouterOutputs["audit"]["list"];
type Entry = Page["entries"][number];

function Change({ entry }: { entry: Entry }) {
  if (entry.before === null && entry.after === null) return null;
  const side = (name: string, value: unknown) =>
    value === null ? null : (
      <>
        <dt className="text-muted-foreground">{name}</dt>
        <dd>
          <pre className="font-mono text-xs break-all whitespace-pre-wrap">
            {JSON.stringify(value, null, 1)}
          </pre>
        </dd>
      </>
    );
  return (
    <details>
      <summary className="min-h-6 text-[0.8125rem] text-muted-foreground">What changed</summary>
      <dl className="grid gap-1 pt-1">
        {side("Before", entry.before)}
        {side("After", entry.after)}
      </dl>
    </details>
  );
}

/** The page of what was changed, where there is one. */
function pageOf({ subjectType, subjectId, subjectName, integrationOfOrder }: Entry): string | null {
  if (subjectName === null) return null;
  if (subjectType === "integration") return `/integrations/${subjectId}`;
  if (subjectType === "customer") return `/integrations/customers/${subjectId}`;
  return integrationOfOrder ? `/integrations/${integrationOfOrder}/orders/${subjectId}` : null;
}

/** What was changed, by name; by its id where nothing of that id is left. The id is at hand either way. */
function Subject({ entry }: { entry: Entry }) {
  const page = pageOf(entry);
  const name = entry.subjectName ?? entry.subjectId;
  return (
    <p className="text-[0.8125rem] text-muted-foreground break-words" title={entry.subjectId}>
      {page ? (
        <Link
          href={page}
          className="inline-block leading-6 underline underline-offset-4 hover:no-underline"
        >
          {name}
        </Link>
      ) : (
        name
      )}
    </p>
  );
}

export function AuditLog({ page, filter }: { page: Page; filter: AuditFilter }) {
  if (page.entries.length === 0)
    return (
      <Card flush>
        <EmptyState
          icon={ScrollText}
          title="No change fits"
          action={
            <Link className={buttonVariants({ variant: "outline" })} href="/audit">
              Show all changes
            </Link>
          }
        >
          Every change that a person makes is noted here with its time.
        </EmptyState>
      </Card>
    );
  return (
    <Card flush>
      <Table caption="Changes that people made, newest first">
        <TableHeader>
          <TableRow>
            <TableHead>When</TableHead>
            <TableHead>Who</TableHead>
            <TableHead>What</TableHead>
            <TableHead>Customer</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.entries.map((entry) => (
            <TableRow key={entry.id}>
              <TableCell label="When" className="align-top whitespace-nowrap">
                <RelativeTime at={entry.at} absolute />
              </TableCell>
              <TableCell label="Who" className="align-top">
                {entry.userName ?? "The system"}
              </TableCell>
              <TableCell className="align-top">
                <p>{actionWords(entry.action)}</p>
                <Subject entry={entry} />
                <Change entry={entry} />
              </TableCell>
              <TableCell label="Customer" className="align-top">
                {entry.customerName ?? "All"}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {page.next ? (
        <p className="border-t p-3 text-center">
          <Link
            className={buttonVariants({ variant: "outline" })}
            href={olderHref(page.next, filter)}
          >
            Older changes
          </Link>
        </p>
      ) : null}
    </Card>
  );
}
