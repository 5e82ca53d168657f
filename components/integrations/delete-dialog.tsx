"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PriceOfDelete } from "@/components/billing/price-ahead";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, fieldErrors, useTRPC } from "@/components/trpc";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { leftUndone } from "./left-undone";

/** Asks for the name before an integration is deleted. A draft has no orders and costs nothing. */
export function DeleteDialog({
  integration,
  open,
  onOpenChange,
  leadsTo,
}: {
  integration: { id: string; name: string; status: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where to go afterwards; nowhere where the list itself is shown. */
  leadsTo?: string;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [typedName, setTypedName] = useState("");
  const view = useQuery({
    ...trpc.integrations.get.queryOptions({ integrationId: integration.id }),
    enabled: open,
  });
  const price = useQuery({
    ...trpc.billing.previewEnd.queryOptions({ integrationId: integration.id }),
    enabled: open,
  });
  const remove = useMutation(
    trpc.integrations.remove.mutationOptions({
      onSuccess: () => {
        onOpenChange(false);
        toast({ title: `${integration.name} is deleted` });
        if (leadsTo) router.push(leadsTo);
      },
      onSettled: () => queryClient.invalidateQueries(trpc.integrations.pathFilter()),
    }),
  );
  const fields = fieldErrors(remove.error);
  const general = remove.error && !fields.typedName ? errorMessage(remove.error) : null;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        setTypedName("");
        remove.reset();
      }}
      title="Delete Integration"
      confirmLabel="Delete Integration"
      destructive
      pending={remove.isPending}
      error={general}
      onConfirm={() => remove.mutate({ integrationId: integration.id, typedName })}
    >
      {integration.status === "draft" ? (
        <p>This draft was never active: it was not billed and has no orders.</p>
      ) : (
        <ul className="grid list-disc gap-1.5 pl-5">
          <PriceOfDelete price={price.data} />
          <li>{leftUndone(view.data?.counts)}</li>
          <li>The connection to Etsy is wiped. The shop can be connected again at any time.</li>
          <li>
            Kept: its orders with their history, past statements, and every outbound order in
            CartonCloud.
          </li>
        </ul>
      )}
      <Field
        label={`Type ${integration.name} to delete it`}
        error={fields.typedName}
        className="mt-2"
        required
      >
        <Input
          value={typedName}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTypedName(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
