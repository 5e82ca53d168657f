"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage, fieldErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldSet } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RouterInputs, RouterOutputs } from "@/server/trpc/types";
import { ShownOnce } from "./shown-once";

type Customers = RouterOutputs["organisation"]["settings"]["customers"];
type Role = RouterInputs["people"]["add"]["role"];

export function AddPerson({
  open,
  onOpenChange,
  customers,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  customers: Customers;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [role, setRole] = useState<Role>("customer_user");
  const add = useMutation(
    trpc.people.add.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.people.pathFilter()),
    }),
  );
  const errors = fieldErrors(add.error);
  const general = add.error && Object.keys(errors).length === 0 ? errorMessage(add.error) : null;

  function change(next: boolean) {
    onOpenChange(next);
    if (!next) add.reset();
  }
  function submit(data: FormData) {
    add.mutate({
      name: String(data.get("name")),
      email: String(data.get("email")),
      role,
      customerIds: data.getAll("customerIds").map(String),
    });
  }
  if (add.data)
    return (
      <ShownOnce
        open={open}
        title="User added"
        description={`Give ${add.data.email} this password by a safe way. It is not shown again.`}
        label="Temporary password"
        secret={add.data.temporaryPassword}
        onDone={() => change(false)}
      />
    );
  return (
    <Dialog open={open} onOpenChange={change} title="Add user">
      <Form onSubmit={submit} errors={errors} error={general} pending={add.isPending}>
        <Field label="Name" error={errors.name} required>
          <Input name="name" autoComplete="off" />
        </Field>
        <Field label="E-mail address" error={errors.email} required>
          <Input name="email" type="email" autoComplete="off" />
        </Field>
        <Field label="Role" error={errors.role}>
          <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
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
                <Checkbox key={id} name="customerIds" value={id} label={name} />
              ))}
            </div>
          </FieldSet>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={() => change(false)}>
            Cancel
          </Button>
          <Button type="submit" pending={add.isPending}>
            Add user
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
