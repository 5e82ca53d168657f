"use client";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useActed } from "./use-acted";

/** Asks why before a held order is left out. */
export function DismissDialog({
  orderLinkId,
  receiptId,
  open,
  onOpenChange,
}: {
  orderLinkId: string;
  receiptId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const [why, setWhy] = useState("");
  const dismiss = useMutation(
    trpc.orders.dismiss.mutationOptions({
      onSuccess: () => {
        onOpenChange(false);
        say(`Receipt ${receiptId} is dismissed`);
      },
      onSettled,
    }),
  );
  const { errors, general } = formErrors(dismiss.error);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        dismiss.reset();
      }}
      title="Dismiss this order"
      confirmLabel="Dismiss"
      destructive
      pending={dismiss.isPending}
      error={general}
      onConfirm={() => dismiss.mutate({ orderLinkId, why })}
    >
      <p>
        Nothing more is done about it here: not at the warehouse and not in Etsy. It stays in the
        list with your reason, and can be retried as long as its personal data is not erased.
      </p>
      <Field label="Why" error={errors.why} required>
        <Textarea value={why} onChange={(event) => setWhy(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
