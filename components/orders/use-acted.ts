"use client";
import { useQueryClient } from "@/components/query/provider";
import { useTRPC } from "@/components/trpc";
import { useToast } from "@/components/ui/toast";

/** What every action on an order does afterwards: read the order anew and say what was done. */
export function useActed() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  return {
    say: (title: string) => toast({ title }),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.orders.pathFilter()),
        queryClient.invalidateQueries(trpc.integrations.pathFilter()),
      ]),
  };
}
