"use client";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { useActed } from "./use-acted";

/** Answers a hold for its warehouse. */
export function WarehouseForm({
  orderLinkId,
  warehouses,
}: {
  orderLinkId: string;
  warehouses: readonly { id: string; name: string }[];
}) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const choose = useMutation(
    trpc.orders.chooseWarehouse.mutationOptions({
      onSuccess: () => say("The warehouse is chosen; the order goes on"),
      onSettled,
    }),
  );
  const { errors, general } = formErrors(choose.error);
  return (
    <Form
      onSubmit={(data) =>
        choose.mutate({ orderLinkId, warehouseId: String(data.get("warehouseId")) })
      }
      errors={errors}
      error={general}
      pending={choose.isPending}
    >
      <Field label="Warehouse" error={errors.warehouseId} className="max-w-md" required>
        <Select name="warehouseId" defaultValue={warehouses.length === 1 ? warehouses[0]?.id : ""}>
          <option value="">Choose</option>
          {warehouses.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <Button type="submit" pending={choose.isPending}>
          Choose the warehouse
        </Button>
      </div>
    </Form>
  );
}
