"use client";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import type { BulkDialog } from "./bulk-selection";
import { orders, outcomeWords } from "./outcome-words";
import { useActed } from "./use-acted";

/** Asks why, and says how many, before all orders of a reason are left out. */
export function BulkDismiss({ bulk, open, onOpenChange, about }: BulkDialog & { about: string }) {
  const trpc = useTRPC();
  const toast = useToast();
  const { onSettled } = useActed();
  const [why, setWhy] = useState("");
  const dismiss = useMutation(
    trpc.orders.dismissHeld.mutationOptions({
      onSuccess: (outcome) => {
        onOpenChange(false);
        setWhy("");
        toast({ title: outcomeWords(outcome, { one: "is dismissed", many: "are dismissed" }) });
      },
      onSettled,
    }),
  );
  const { errors, general } = formErrors(dismiss.error);
  const { count, ...selection } = bulk;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        dismiss.reset();
      }}
      title={`Dismiss ${orders(count)}`}
      confirmLabel={`Dismiss ${orders(count)}`}
      destructive
      pending={dismiss.isPending}
      error={general}
      onConfirm={() => dismiss.mutate({ ...selection, why })}
    >
      <p>
        They wait because: {about}. Nothing more is done about them here: not at the warehouse and
        not in Etsy. Each one stays in the list with your reason, and can be retried as long as its
        personal data is not erased. Orders that come after this list was read are left alone.
      </p>
      <Field label="Why" error={errors.why} required>
        <Textarea value={why} onChange={(event) => setWhy(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
