"use client";
import { useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { Customers, Role } from "./role-fields";
import { RoleFields } from "./role-fields";

export function InvitePerson({
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
  const toast = useToast();
  const [role, setRole] = useState<Role>("customer_user");
  const invite = useMutation(
    trpc.people.invite.mutationOptions({
      onSuccess: ({ email, mailWaits }) => {
        change(false);
        toast({
          title: mailWaits
            ? `The invitation of ${email} waits: no mail server is set`
            : `An invitation is on its way to ${email}`,
        });
        return queryClient.invalidateQueries(trpc.people.pathFilter());
      },
    }),
  );
  const { errors, general } = formErrors(invite.error);

  function change(next: boolean) {
    onOpenChange(next);
    if (!next) invite.reset();
  }
  function submit(data: FormData) {
    invite.mutate({
      email: String(data.get("email")),
      role,
      customerIds: data.getAll("customerIds").map(String),
    });
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title="Invite user"
      description="They get a mail with a link that is good for seven days and for one use."
    >
      <Form onSubmit={submit} errors={errors} error={general} pending={invite.isPending}>
        <Field label="E-mail address" error={errors.email} required>
          <Input name="email" type="email" autoComplete="off" />
        </Field>
        <RoleFields
          role={role}
          onRole={setRole}
          customers={customers}
          chosen={[]}
          errors={errors}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={() => change(false)}>
            Cancel
          </Button>
          <Button type="submit" pending={invite.isPending}>
            Send invitation
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
