"use client";
import dynamic from "next/dynamic";

import { Why } from "@/components/help/why";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { Card } from "@/components/ui/card";

// Loaded where something waits.
const HeldGroup = dynamic(() => import("./held-group").then((file) => file.HeldGroup));

/** What waits for a person, by reason. Nothing at all where nothing waits. */
export function HeldOrders({
  integrationId,
  allowed,
  pollMs,
}: {
  integrationId: string;
  /** Whether the person may act on them, and the integration is not deleted. */
  allowed: boolean;
  pollMs: number;
}) {
  const trpc = useTRPC();
  const { data: groups } = useLoadedQuery({
    ...trpc.orders.held.queryOptions({ integrationId }),
    refetchInterval: pollMs,
  });
  if (groups.length === 0) return null;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card
      title={total === 1 ? "1 order waits for you" : `${total} orders wait for you`}
      description={<Why word="hold">Why do orders wait?</Why>}
      className="border-warning/50"
      flush
    >
      <ul className="divide-y">
        {groups.map((group) => (
          <HeldGroup key={group.reason} {...{ integrationId, group, allowed }} />
        ))}
      </ul>
    </Card>
  );
}
