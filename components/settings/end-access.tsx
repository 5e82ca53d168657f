"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";

type Person = RouterOutputs["people"]["list"][number];

/** Asks before a person is disabled or removed. Mount it anew for each. */
export function EndAccess({
  person,
  how,
  onDone,
}: {
  person: Person;
  how: "disable" | "remove";
  onDone: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const saved = (title: string) => ({
    onSuccess: () => {
      onDone();
      toast({ title });
      return queryClient.invalidateQueries(trpc.people.pathFilter());
    },
  });
  const disable = useMutation(
    trpc.people.setDisabled.mutationOptions(saved("Disabled and signed out")),
  );
  const remove = useMutation(trpc.people.remove.mutationOptions(saved("Removed and signed out")));
  const error = disable.error ?? remove.error;
  const disables = how === "disable";
  return (
    <ConfirmDialog
      open
      onOpenChange={onDone}
      title={`${disables ? "Disable" : "Remove"} ${person.name}?`}
      confirmLabel={disables ? "Disable user" : "Remove user"}
      destructive
      pending={disable.isPending || remove.isPending}
      error={error ? errorMessage(error) : null}
      onConfirm={() =>
        disables
          ? disable.mutate({ userId: person.id, disabled: true })
          : remove.mutate({ userId: person.id })
      }
    >
      <p>
        {disables
          ? "They are signed out of your organisation at once and cannot come back until someone enables them. What they did stays in the audit log."
          : "They are signed out of your organisation at once and belong to it no more; to come back they need a new invitation. What they did stays in the audit log."}
      </p>
    </ConfirmDialog>
  );
}
