"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { useToast } from "@/components/ui/toast";

/** "Pull now", Pause and Resume of one integration, with the sentence of what went wrong last. */
export function useLifecycle({ id, name }: { id: string; name: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onSettled = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.integrations.pathFilter()),
      queryClient.invalidateQueries(trpc.orders.pathFilter()),
    ]);
  const pull = useMutation(
    trpc.integrations.pullNow.mutationOptions({
      onSettled,
      onSuccess: ({ joined }) =>
        toast({
          title: joined ? "A pull is running already" : `Pulling ${name}`,
          description: joined
            ? "Its orders appear here as they are read."
            : "New orders appear here as they are read.",
          tone: "info",
        }),
    }),
  );
  const pause = useMutation(
    trpc.integrations.pause.mutationOptions({
      onSettled,
      onSuccess: () =>
        toast({
          title: `${name} is paused`,
          description: "Its orders wait until it is resumed. Billing goes on.",
        }),
    }),
  );
  const resume = useMutation(
    trpc.integrations.resume.mutationOptions({
      onSettled,
      onSuccess: () =>
        toast({ title: `${name} is active again`, description: "It catches up by itself." }),
    }),
  );
  const latest = [pull, pause, resume].sort((a, b) => b.submittedAt - a.submittedAt)[0];
  const input = { integrationId: id };
  return {
    pullNow: () => pull.mutate(input),
    pulling: pull.isPending,
    pause: () => pause.mutate(input),
    resume: () => resume.mutate(input),
    error: latest?.error ? errorMessage(latest.error) : null,
  };
}
export type Lifecycle = ReturnType<typeof useLifecycle>;
