"use client";
import { Plus, Trash2 } from "lucide-react";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { errorAt } from "./field-error";

export type CarrierRow = { key: number; carrier: string; etsyCarrierName: string };

/** Carriers that the automatic mapping gets wrong: CartonCloud's name beside Etsy's. */
export function Carriers({
  rows,
  errors,
  onChange,
}: {
  rows: CarrierRow[];
  errors: Record<string, string>;
  onChange: (rows: CarrierRow[]) => void;
}) {
  const trpc = useTRPC();
  const carriers = useQuery({
    ...trpc.integrations.carriers.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const change = (key: number, part: Partial<CarrierRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () =>
    onChange([
      ...rows,
      { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, carrier: "", etsyCarrierName: "" },
    ]);
  return (
    <div className="grid gap-3">
      {carriers.error ? (
        <Alert tone="danger" live>
          {errorMessage(carriers.error)}
        </Alert>
      ) : null}
      <ul className="grid gap-3 empty:hidden">
        {rows.map((row, index) => (
          <li key={row.key} className="flex items-start gap-3">
            <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
              <Field
                label="Carrier in CartonCloud"
                error={errorAt(errors, `carriers.${index}.carrier`)}
              >
                <Input
                  value={row.carrier}
                  autoComplete="off"
                  onChange={(event) => change(row.key, { carrier: event.target.value })}
                />
              </Field>
              <Field
                label="Carrier in Etsy"
                error={errorAt(errors, `carriers.${index}.etsyCarrierName`)}
              >
                <Select
                  value={row.etsyCarrierName}
                  onChange={(event) => change(row.key, { etsyCarrierName: event.target.value })}
                >
                  <option value="">{carriers.isPending ? "Reading the list" : "Choose"}</option>
                  {carriers.data?.map(({ carrierName, label, tracked }) => (
                    <option key={carrierName} value={carrierName}>
                      {tracked ? label : `${label} (Etsy does not follow it)`}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
            <Button
              variant="ghost"
              size="icon"
              className="mt-6"
              aria-label={`Remove the carrier ${row.carrier || `in row ${index + 1}`}`}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="outline" onClick={add}>
          <Plus aria-hidden /> Add a carrier
        </Button>
      </div>
    </div>
  );
}
