"use client";
import { useEffect, useRef, useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { connectChannel } from "./connect-words";

/** How often the outcome is asked for while someone consents in the other tab, in milliseconds. */
const pollMs = 1500;

/**
 * "Connect": opens Etsy in a new tab and follows how it ends there. The tab is opened empty by the
 * press itself, since browsers block one that is opened later; `blocked` when it was blocked anyway.
 */
export function useConnect(integrationId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [pressed, setPressed] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const tab = useRef<Window | null>(null);
  const state = useLoadedQuery({
    ...trpc.integrations.connectState.queryOptions({ integrationId }),
    staleTime: 0,
    refetchOnWindowFocus: "always",
    refetchIntervalInBackground: true,
    refetchInterval: (known) => (pressed && !known?.lastOutcome ? pollMs : false),
  });
  const start = useMutation(
    trpc.integrations.startConnect.mutationOptions({
      onSuccess: async ({ authorizeUrl }) => {
        if (tab.current && !tab.current.closed) tab.current.location.replace(authorizeUrl);
        else setBlocked(true);
        // The new request has no outcome yet: that of an older one goes away.
        await queryClient.invalidateQueries(trpc.integrations.connectState.pathFilter());
        setPressed(true);
      },
      onError: () => tab.current?.close(),
    }),
  );
  const { refetch } = state;
  useEffect(() => {
    const channel = new BroadcastChannel(connectChannel);
    channel.onmessage = () => void refetch();
    return () => channel.close();
  }, [refetch]);
  const { connection, lastOutcome } = state.data;
  return {
    connection,
    /** The outcome that is worth telling: a failure that no later connection has made good. */
    failure:
      lastOutcome &&
      lastOutcome.outcome !== "connected" &&
      !(connection && connection.connectedAt > lastOutcome.at)
        ? lastOutcome
        : null,
    waiting: pressed && !lastOutcome,
    starting: start.isPending,
    blocked,
    authorizeUrl: start.data?.authorizeUrl ?? null,
    error: start.error,
    connect() {
      setBlocked(false);
      tab.current = window.open("about:blank", "_blank");
      // Etsy's page must not reach back to this one.
      if (tab.current) tab.current.opener = null;
      start.mutate({ integrationId });
    },
  };
}
