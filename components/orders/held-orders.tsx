"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { listHref } from "./list-href";
import { holdAction, holdTitle } from "./reason-words";

/** What waits for a person, by reason. Nothing at all where nothing waits. */
export function HeldOrders({ integrationId, pollMs }: { integrationId: string; pollMs: number }) {
  const trpc = useTRPC();
  const { data: groups } = useSuspenseQuery({
    ...trpc.orders.held.queryOptions({ integrationId }),
    refetchInterval: pollMs,
  });
  if (groups.length === 0) return null;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card
      title={total === 1 ? "1 order waits for you" : `${total} orders wait for you`}
      className="border-warning/50"
      flush
    >
      <ul className="divide-y">
        {groups.map(({ reason, count, links }) => (
          <li key={reason} className="grid gap-2 px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h3 className="font-medium">{holdTitle(reason)}</h3>
              <Badge tone="warning">{count}</Badge>
              <span className="text-muted-foreground">{holdAction(reason)}</span>
            </div>
            <ul className="flex flex-wrap gap-x-5 gap-y-1">
              {links.map((link) => (
                <li key={link.id} className="flex items-center gap-2">
                  <Link
                    href={`/integrations/${integrationId}/orders/${link.id}`}
                    className="inline-flex min-h-6 items-center tabular-nums underline underline-offset-4"
                  >
                    {link.receiptId}
                  </Link>
                  <span className="text-[0.8125rem] text-muted-foreground">
                    <RelativeTime at={link.receiptCreatedAt} />
                  </span>
                </li>
              ))}
              {count > links.length ? (
                <li>
                  <Link
                    href={listHref({ integrationId, state: "held", reason })}
                    className="inline-flex min-h-6 items-center underline underline-offset-4"
                  >
                    All {count}
                  </Link>
                </li>
              ) : null}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}
