"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { SwitchCard } from "@/components/ui/switch-card";
import { useToast } from "@/components/ui/toast";

/** Whether customer users see what they are charged. */
export function ShowBilling({ shown }: { shown: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const save = useMutation(
    trpc.billing.setShowBilling.mutationOptions({
      onSuccess: () => toast({ title: "Saved" }),
      onSettled: () => queryClient.invalidateQueries(trpc.billing.pathFilter()),
    }),
  );
  return (
    <SwitchCard
      title="Statements for customers"
      error={save.error ? errorMessage(save.error) : null}
      label="Show customers their own lines"
      hint="Customer users then see what they are charged for their own integrations, and nothing of what you pay or of other customers."
      checked={save.isPending ? save.variables.show : shown}
      onChange={(event) => save.mutate({ show: event.target.checked })}
    />
  );
}
