"use client";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, formErrors, useTRPC } from "@/components/trpc";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import type { BulkDialog } from "./bulk-selection";
import { orders, outcomeWords } from "./outcome-words";
import { useActed } from "./use-acted";

/** Chooses one warehouse for all orders that wait for one. */
export function BulkWarehouse({ bulk, open, onOpenChange }: BulkDialog) {
  const trpc = useTRPC();
  const toast = useToast();
  const { onSettled } = useActed();
  const [warehouseId, setWarehouseId] = useState("");
  const { count, ...selection } = bulk;
  const sites = useQuery({
    ...trpc.orders.warehouses.queryOptions({ integrationId: bulk.integrationId }),
    enabled: open,
  });
  const choose = useMutation(
    trpc.orders.chooseWarehouseForHeld.mutationOptions({
      onSuccess: (outcome) => {
        onOpenChange(false);
        toast({ title: outcomeWords(outcome, { one: "goes on", many: "go on" }) });
      },
      onSettled,
    }),
  );
  const { errors, general } = formErrors(choose.error);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        choose.reset();
      }}
      title={`Choose a warehouse for ${orders(count)}`}
      confirmLabel={`Send ${orders(count)} there`}
      pending={choose.isPending}
      error={general ?? (sites.error ? errorMessage(sites.error) : null)}
      onConfirm={() => choose.mutate({ ...selection, warehouseId })}
    >
      <p>
        It is chosen for these orders alone. To decide for orders to come, change the rules under
        Reconfigure.
      </p>
      <Field label="Warehouse" error={errors.warehouseId} required>
        <Select value={warehouseId} onChange={(event) => setWarehouseId(event.target.value)}>
          <option value="">{sites.isPending ? "Reading the list" : "Choose"}</option>
          {sites.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </ConfirmDialog>
  );
}
