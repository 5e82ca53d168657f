"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { PriceBook } from "@/components/billing/types";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import type { RouterInputs } from "@/server/trpc/types";
import { MondayOptions } from "./monday-options";

type Currency = RouterInputs["billing"]["savePriceList"]["currency"];
type Row = { key: number; fromQuantity: string; weeklyPrice: string };

const rowsOf = (tiers: PriceBook["tiers"]): Row[] =>
  tiers.map((tier, key) => ({
    key,
    fromQuantity: String(tier.fromQuantity),
    weeklyPrice: (tier.weeklyPriceMinor / 100).toFixed(2),
  }));

/** A new price list, from a Monday on. */
export function PriceList({ book }: { book: PriceBook }) {
  const { tiers, currencies, mondays } = book;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [rows, setRows] = useState(() => rowsOf(tiers));
  const save = useMutation(
    trpc.billing.savePriceList.mutationOptions({
      onSuccess: () => toast({ title: "Price list saved" }),
      onSettled: () => queryClient.invalidateQueries(trpc.billing.pathFilter()),
    }),
  );
  const { errors, general } = formErrors(save.error);

  const change = (key: number, part: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () =>
    setRows((all) => {
      const key = Math.max(0, ...all.map((row) => row.key)) + 1;
      return [...all, { key, fromQuantity: "", weeklyPrice: "" }];
    });
  function submit(data: FormData) {
    save.mutate({
      validFrom: String(data.get("validFrom")),
      currency: String(data.get("currency")) as Currency,
      tiers: rows.map(({ fromQuantity, weeklyPrice }) => ({ fromQuantity, weeklyPrice })),
    });
  }
  return (
    <Card
      title="New price list"
      description="Price of each active integration a week, by the number of integrations active in the week. Weeks before the first one keep their prices."
    >
      <Form
        onSubmit={submit}
        errors={errors}
        error={errors.tiers ?? general}
        pending={save.isPending}
      >
        <div className="flex flex-wrap gap-3">
          <Field label="Valid from" error={errors.validFrom} className="w-60">
            <Select name="validFrom">
              <MondayOptions mondays={mondays} />
            </Select>
          </Field>
          <Field label="Currency" error={errors.currency} className="w-40">
            <Select name="currency" defaultValue={tiers[0].currency}>
              {currencies.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <ul className="grid gap-3">
          {rows.map((row, index) => (
            <li key={row.key} className="flex max-w-md items-start gap-3">
              <Field
                label="From integrations"
                error={errors[`tiers.${index}.fromQuantity`]}
                className="min-w-0 flex-1"
              >
                <Input
                  inputMode="numeric"
                  readOnly={index === 0}
                  value={row.fromQuantity}
                  onChange={(event) => change(row.key, { fromQuantity: event.target.value })}
                />
              </Field>
              <Field
                label="Price of each"
                error={errors[`tiers.${index}.weeklyPrice`]}
                className="min-w-0 flex-1"
              >
                <Input
                  inputMode="decimal"
                  value={row.weeklyPrice}
                  onChange={(event) => change(row.key, { weeklyPrice: event.target.value })}
                />
              </Field>
              <Button
                variant="ghost"
                size="icon"
                className={index === 0 ? "invisible mt-6" : "mt-6"}
                aria-label={`Remove the price from ${row.fromQuantity || "this row"}`}
                onClick={() => setRows((all) => all.filter(({ key }) => key !== row.key))}
              >
                <Trash2 aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" pending={save.isPending}>
            Save price list
          </Button>
          <Button variant="outline" onClick={add}>
            <Plus aria-hidden /> Add a volume price
          </Button>
        </div>
      </Form>
    </Card>
  );
}
