"use client";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { isHoldReason } from "@/server/orders/words";
import type { RouterOutputs } from "@/server/trpc/types";
import { BulkActions } from "./bulk-actions";
import { HeldCause, HeldSku } from "./held-cause";
import { listHref } from "./list-href";
import { causeWords, holdAction, holdTitle } from "./reason-words";

type Group = RouterOutputs["orders"]["held"][number];
type Props = { integrationId: string; group: Group; allowed: boolean };

function Causes({ integrationId, group, allowed }: Props) {
  const { reason, causes, moreCauses, actions } = group;
  if (!isHoldReason(reason)) return null;
  const asksForSku = actions.includes("bind_sku");
  // A single cause is the whole group: its actions stand above already.
  if (causes.length === 0 || (causes.length === 1 && !asksForSku)) return null;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {causes.map((cause) =>
        asksForSku ? (
          <HeldSku key={cause.cause} {...{ integrationId, cause, allowed }} />
        ) : (
          <HeldCause
            key={cause.cause}
            {...{ integrationId, cause, allowed }}
            group={{ ...group, reason }}
          />
        ),
      )}
      {moreCauses > 0 ? (
        <li className="text-muted-foreground">
          {moreCauses} more {asksForSku ? "SKUs" : "causes"} wait; they appear here when these are
          answered.
        </li>
      ) : null}
    </ul>
  );
}

function Links({ integrationId, group: { reason, count, links } }: Omit<Props, "allowed">) {
  return (
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
  );
}

/** Orders that wait by one reason, what is wrong in particular, and what can be done about all of them. */
export function HeldGroup({ integrationId, group, allowed }: Props) {
  const { reason, count, readAt, causes, actions } = group;
  const said = causes.length === 1 && !actions.includes("bind_sku");
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2.5 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium">{holdTitle(reason)}</h3>
        <Badge tone="warning">{count}</Badge>
        <span className="text-muted-foreground">{holdAction(reason)}</span>
      </div>
      {said && causes[0]?.count === count ? (
        <p className="break-words">{causeWords(reason, causes[0].words)}</p>
      ) : null}
      <Links integrationId={integrationId} group={group} />
      <Causes integrationId={integrationId} group={group} allowed={allowed} />
      {allowed && isHoldReason(reason) ? (
        <BulkActions
          bulk={{ integrationId, reason, readAt, count }}
          about={holdTitle(reason)}
          actions={actions}
        />
      ) : null}
    </li>
  );
}
