"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useAddress } from "@/components/ui/use-address";

/** One choice about a list, kept in the address under `name`; `all` is what nothing chosen means. */
export function Choice({
  label,
  name,
  all,
  options,
}: {
  label: string;
  name: string;
  all: string;
  options: Readonly<Record<string, { label: string }>>;
}) {
  const address = useAddress();
  const chosen = address.get(name);
  return (
    <Field label={label} className="min-w-40 flex-1 sm:max-w-60">
      <Select
        value={Object.hasOwn(options, chosen) ? chosen : ""}
        onChange={(event) => address.set(name, event.target.value)}
      >
        <option value="">{all}</option>
        {Object.entries(options).map(([value, option]) => (
          <option key={value} value={value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
