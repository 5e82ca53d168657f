"use client";
import { useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";
import type { Customers } from "./role-fields";
import { RoleFields } from "./role-fields";

type Person = RouterOutputs["people"]["list"][number];

/** Role and customers of a person. Mount it anew for each. */
export function ChangePerson({
  person,
  customers,
  onDone,
}: {
  person: Person;
  customers: Customers;
  onDone: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [role, setRole] = useState(person.role);
  const change = useMutation(
    trpc.people.change.mutationOptions({
      onSuccess: () => {
        onDone();
        toast({ title: `${person.name}: saved, and in force from now on` });
        return queryClient.invalidateQueries(trpc.people.pathFilter());
      },
    }),
  );
  const { errors, general } = formErrors(change.error);
  return (
    <Dialog open onOpenChange={onDone} title={`What ${person.name} may do`}>
      <Form
        onSubmit={(data) =>
          change.mutate({
            userId: person.id,
            role,
            customerIds: data.getAll("customerIds").map(String),
          })
        }
        errors={errors}
        error={general}
        pending={change.isPending}
      >
        <RoleFields
          role={role}
          onRole={setRole}
          customers={customers}
          chosen={person.customers.map(({ id }) => id)}
          errors={errors}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" pending={change.isPending}>
            Save
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
