"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { holdForMe, leaveOut } from "./rule-draft";

/** Where orders go: one of the customer's warehouses, nowhere, or to a person who decides. */
export function DestinationField({
  label,
  hint,
  value,
  error,
  warehouses,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  warehouses: readonly { id: string; name: string }[];
  onChange: (value: string) => void;
}) {
  const known =
    value === "" ||
    value === leaveOut ||
    value === holdForMe ||
    warehouses.some(({ id }) => id === value);
  return (
    <Field label={label} hint={hint} error={error} className="max-w-md" required>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Choose</option>
        <optgroup label="Warehouses">
          {warehouses.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {known ? null : (
            <option value={value}>A warehouse that the customer has no access to any more</option>
          )}
        </optgroup>
        <option value={leaveOut}>Leave the order out</option>
        <option value={holdForMe}>Hold the order for me</option>
      </Select>
    </Field>
  );
}
