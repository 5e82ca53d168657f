"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { SwitchCard } from "@/components/ui/switch-card";
import { useToast } from "@/components/ui/toast";

/** Whether everybody of the organisation needs an authenticator app. */
export function SecondFactorRule({ required }: { required: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const save = useMutation(
    trpc.organisation.setSecondFactor.mutationOptions({
      onSuccess: () => toast({ title: "Second factor saved" }),
      onSettled: () => queryClient.invalidateQueries(trpc.organisation.settings.pathFilter()),
    }),
  );
  return (
    <SwitchCard
      id="second-factor-rule"
      title="Second factor"
      error={save.error ? errorMessage(save.error) : null}
      label="Ask everybody for a second factor"
      hint="Whoever signs in by a password and has no authenticator app sets one up before anything else opens, from their next click on. Who signs in by single sign-on is asked by it."
      checked={save.isPending ? save.variables.required : required}
      onChange={(event) => save.mutate({ required: event.target.checked })}
    />
  );
}
