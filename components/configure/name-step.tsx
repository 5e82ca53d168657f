"use client";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, fieldErrors, useTRPC } from "@/components/trpc";
import { NameForm } from "./name-form";
import type { StepProps } from "./wizard";

export function NameStep({ wizard, back, onDone }: StepProps) {
  const trpc = useTRPC();
  const save = useMutation(trpc.integrations.rename.mutationOptions());
  const fields = fieldErrors(save.error);
  return (
    <NameForm
      place={wizard.id}
      saved={wizard.name}
      back={back}
      pending={save.isPending}
      error={fields.name}
      general={save.error && !fields.name ? errorMessage(save.error) : null}
      onSave={async (name, keepNoMore) => {
        await save.mutateAsync({ integrationId: wizard.id, name }).then(
          () => {
            keepNoMore();
            return onDone();
          },
          // The form shows it.
          () => undefined,
        );
      }}
    />
  );
}
