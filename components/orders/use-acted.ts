"use client";
import { useQueryClient } from "@/components/query/provider";
import { errorMessage, fieldErrors, useTRPC } from "@/components/trpc";
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

/** An error as forms show it: at its fields, or for the whole form. */
export function formErrors(error: unknown): {
  errors: Record<string, string>;
  general: string | null;
} {
  const errors = fieldErrors(error);
  return {
    errors,
    general: error && Object.keys(errors).length === 0 ? errorMessage(error) : null,
  };
}
