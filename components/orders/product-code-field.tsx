"use client";
import { useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** A choice among the customer's active product codes. */
export function ProductCodeField({
  integrationId,
  label,
  value,
  onChange,
  error,
}: {
  integrationId: string;
  label: string;
  value: string;
  onChange: (code: string) => void;
  error: string | undefined;
}) {
  const trpc = useTRPC();
  const codes = useQuery(trpc.orders.productCodes.queryOptions({ integrationId }));
  return (
    <Field
      label={label}
      error={error ?? (codes.error ? errorMessage(codes.error) : undefined)}
      className="max-w-md"
    >
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{codes.isPending ? "Reading the list" : "Choose"}</option>
        {codes.data?.map(({ code, name }) => (
          <option key={code} value={code}>
            {code}, {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
