"use client";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { RouterOutputs } from "@/server/trpc/types";
import { useActed } from "./use-acted";

type View = RouterOutputs["orders"]["get"];

const sentence = (erased: number, kept: number): string =>
  [
    `Erased: ${erased === 1 ? "1 receipt" : `${erased} receipts`}`,
    ...(kept > 0 ? [`kept, as their orders are being made or nothing is left: ${kept}`] : []),
  ].join("; ");

/** Has the buyer's data erased before its time; says to others whom to ask. */
export function EraseCard({ link, receipt, mayErase }: View) {
  const trpc = useTRPC();
  const { say, onSettled } = useActed();
  const [open, setOpen] = useState(false);
  const [allOfBuyer, setAllOfBuyer] = useState(false);
  const erase = useMutation(
    trpc.orders.erasePersonalData.mutationOptions({
      onSuccess: ({ erased, kept }) => {
        setOpen(false);
        say(sentence(erased, kept.length));
      },
      onSettled,
    }),
  );
  if (!receipt && !link.addressEntered) return null;
  return (
    <Card title="Personal data of the buyer">
      <p id="erase-words" className="mb-3 max-w-prose text-muted-foreground">
        Name, address and messages are erased by themselves 30 days after dispatch, or 7 days after
        the receipt was rejected.
        {mayErase
          ? " A buyer may ask for it earlier."
          : " An admin of your organisation can have it done earlier; ask them."}
      </p>
      <Button
        variant="outline"
        aria-disabled={!mayErase || undefined}
        aria-describedby="erase-words"
        onClick={mayErase ? () => setOpen(true) : undefined}
      >
        Erase personal data
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          erase.reset();
        }}
        title="Erase personal data"
        confirmLabel="Erase"
        destructive
        pending={erase.isPending}
        error={erase.error ? errorMessage(erase.error) : null}
        onConfirm={() => erase.mutate({ orderLinkId: link.id, allOfBuyer })}
      >
        <ul className="grid list-disc gap-1.5 pl-5">
          <li>Name, address, messages and personalisation are erased here; nobody can undo it.</li>
          <li>A receipt without an outbound order is left out for good.</li>
          <li>Kept: numbers, SKUs, times, parcels, and what Etsy and CartonCloud have.</li>
        </ul>
        <Checkbox
          label="All receipts of this buyer, of every customer"
          checked={allOfBuyer}
          onChange={(event) => setAllOfBuyer(event.target.checked)}
        />
      </ConfirmDialog>
    </Card>
  );
}
