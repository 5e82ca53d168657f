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

function Change({ entry }: { entry: Page["entries"][number] }) {
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

/** Pages of what was changed, where there is one. */
const pages: Record<string, string> = {
  integration: "/integrations",
  customer: "/integrations/customers",
};

function Subject({ type, id }: { type: string; id: string }) {
  const page = pages[type];
  return (
    <p className="font-mono text-muted-foreground text-xs break-all">
      {type}{" "}
      {page ? (
        <Link href={`${page}/${id}`} className="underline underline-offset-4 hover:no-underline">
          {id}
        </Link>
      ) : (
        id
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
                <Subject type={entry.subjectType} id={entry.subjectId} />
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
