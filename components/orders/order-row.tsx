"use client";
import Link from "next/link";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { formatMoney } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";
import { TableCell, TableRow } from "@/components/ui/table";
import type { RouterOutputs } from "@/server/trpc/types";
import { holdTitle, skipTitle } from "./reason-words";
import { StateBadge } from "./state-badge";

export type ListedLink = RouterOutputs["orders"]["list"]["links"][number];

/** A retry makes sense for what waits for a person and for what was left out. */
export const isRetryable = ({ state, skipReason }: ListedLink): boolean =>
  state === "held" ||
  state === "received" ||
  state === "unknown" ||
  (state === "skipped" && skipReason === "dismissed");

function note(link: ListedLink): string | null {
  if (link.state === "held") return holdTitle(link.holdReason);
  if (link.state === "skipped") return skipTitle(link.skipReason);
  if (link.lastError) return link.lastError;
  return link.state === "dispatched" && link.trackingAwaitedSince ? "Waiting for tracking" : null;
}

/** Drawn anew when its own order or choice changes, not when another's does. */
export const OrderRow = memo(function OrderRow({
  link,
  href,
  chosen,
  onChoose,
}: {
  link: ListedLink;
  href: string;
  chosen: boolean;
  /** Null where the person may not retry. */
  onChoose: ((orderLinkId: string, chosen: boolean) => void) | null;
}) {
  return (
    <TableRow>
      {onChoose ? (
        <TableCell className="w-10 max-md:float-left max-md:mr-3 max-md:w-auto max-md:empty:hidden">
          {isRetryable(link) ? (
            <input
              type="checkbox"
              aria-label={`Choose receipt ${link.receiptId}`}
              className="block size-5 accent-primary"
              checked={chosen}
              onChange={(event) => onChoose(link.id, event.target.checked)}
            />
          ) : null}
        </TableCell>
      ) : null}
      <TableCell label="Receipt">
        <Link
          href={href}
          className="inline-flex min-h-6 items-center font-medium tabular-nums underline underline-offset-4"
        >
          {link.receiptId}
        </Link>
      </TableCell>
      <TableCell label="Placed">
        <RelativeTime at={link.receiptCreatedAt} />
      </TableCell>
      <TableCell label="State">
        <span className="grid justify-items-start gap-1 max-md:justify-items-end max-md:text-right">
          <span className="flex flex-wrap gap-1">
            <StateBadge state={link.state} />
            {link.stopShipAt ? <Badge tone="danger">Canceled in Etsy</Badge> : null}
          </span>
          {note(link) ? (
            <span className="text-[0.8125rem] text-muted-foreground">{note(link)}</span>
          ) : null}
        </span>
      </TableCell>
      <TableCell label="Items" className="tabular-nums">
        {link.itemQuantity}
      </TableCell>
      <TableCell label="Value" className="tabular-nums">
        {link.totalMinor !== null && link.currency
          ? formatMoney(link.totalMinor, link.currency, link.totalDivisor ?? 100)
          : ""}
      </TableCell>
      <TableCell
        label="Outbound order"
        className={link.outboundOrderNumber ? "tabular-nums" : "max-md:hidden!"}
      >
        {link.outboundOrderNumber}
      </TableCell>
    </TableRow>
  );
});
