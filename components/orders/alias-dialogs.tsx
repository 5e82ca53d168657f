"use client";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, formErrors, useTRPC } from "@/components/trpc";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { RouterOutputs } from "@/server/trpc/types";
import { AliasDoubt, doubtIn } from "./alias-doubt";
import { skuName } from "./event-words";
import { boundWords, orders } from "./outcome-words";
import { ProductCodeField } from "./product-code-field";
import { useActed } from "./use-acted";

type Props = {
  integrationId: string;
  alias: RouterOutputs["orders"]["aliases"][number];
  onClose: () => void;
};

/** How many orders were made with it: they stay as they are. */
function Use({ integrationId, sku }: { integrationId: string; sku: string }) {
  const trpc = useTRPC();
  const { data, error } = useQuery({
    ...trpc.orders.aliasUse.queryOptions({ integrationId, sku }),
    staleTime: 0,
  });
  if (error) return <p>{errorMessage(error)}</p>;
  if (!data) return <p aria-busy="true">Counting the orders that were made with it.</p>;
  const made = `${data.complete ? "" : "At least "}${orders(data.orders)}`;
  return (
    <p>
      {data.orders === 0 && data.complete
        ? "No order was made with it since."
        : `${made} ${data.orders === 1 ? "was" : "were"} made with it since; nothing changes about them.`}
    </p>
  );
}

/** Calls an SKU by another product code, after saying what that concerns. */
export function ChangeAlias({ integrationId, alias: { sku, productCode: old }, onClose }: Props) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const [productCode, setProductCode] = useState("");
  const change = useMutation(
    trpc.orders.changeAlias.mutationOptions({
      onSuccess: (outcome) => {
        onClose();
        say(boundWords(outcome));
      },
      onSettled,
    }),
  );
  const { errors, general } = formErrors(change.error);
  const doubt = doubtIn(errors, change.variables);
  const save = (code: string, despite: { sure?: true; replaces?: string } = {}) =>
    change.mutate({ integrationId, sku, productCode: code, replaces: old, ...despite });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Change what ${skuName(sku)} is called`}
      confirmLabel="Change for orders to come"
      pending={change.isPending}
      error={general}
      onConfirm={() => save(productCode)}
    >
      <p>
        It is {old} now. Orders to come, and those that wait for this SKU, take the new product
        code.
      </p>
      <Use integrationId={integrationId} sku={sku} />
      <ProductCodeField
        integrationId={integrationId}
        label="Product code"
        value={productCode}
        onChange={setProductCode}
        error={errors.productCode}
      />
      {doubt ? (
        <AliasDoubt doubt={doubt} current={null} pending={change.isPending} onGoOn={save} />
      ) : null}
    </ConfirmDialog>
  );
}

/** Forgets what an SKU is called, after saying what that concerns. */
export function RemoveAlias({ integrationId, alias: { sku, productCode }, onClose }: Props) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const remove = useMutation(
    trpc.orders.removeAlias.mutationOptions({
      onSuccess: () => {
        onClose();
        say(`${skuName(sku)} has no product code any more`);
      },
      onSettled,
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Forget what ${skuName(sku)} is called`}
      confirmLabel="Remove"
      destructive
      pending={remove.isPending}
      error={remove.error ? errorMessage(remove.error) : null}
      onConfirm={() => remove.mutate({ integrationId, sku, productCode })}
    >
      <p>
        It is {productCode} now. Orders to come with this SKU wait for you again, unless CartonCloud
        knows the SKU itself by then.
      </p>
      <Use integrationId={integrationId} sku={sku} />
    </ConfirmDialog>
  );
}
