"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RouterInputs, RouterOutputs } from "@/server/trpc/types";

export type Customers = RouterOutputs["organisation"]["settings"]["customers"];
export type Role = RouterInputs["people"]["invite"]["role"];

/** What a person may do, and for which customers. */
export function RoleFields({
  role,
  onRole,
  customers,
  chosen,
  errors,
}: {
  role: Role;
  onRole: (role: Role) => void;
  customers: Customers;
  /** Ids of the customers that are ticked at first. */
  chosen: readonly string[];
  errors: Record<string, string>;
}) {
  return (
    <>
      <Field label="Role" error={errors.role}>
        <Select value={role} onChange={(event) => onRole(event.target.value as Role)}>
          <option value="customer_user">Customer user</option>
          <option value="admin">Admin</option>
        </Select>
      </Field>
      {role === "customer_user" ? (
        <FieldSet
          legend="Customers"
          error={errors.customerIds}
          hint={
            customers.length === 0
              ? "There are none yet: test the CartonCloud connection first."
              : "The person sees the integrations of these."
          }
        >
          <div className="grid max-h-48 overflow-y-auto">
            {customers.map(({ id, name }) => (
              <Checkbox
                key={id}
                name="customerIds"
                value={id}
                label={name}
                defaultChecked={chosen.includes(id)}
              />
            ))}
          </div>
        </FieldSet>
      ) : null}
    </>
  );
}
