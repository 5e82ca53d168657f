"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";
import { AddPerson } from "./add-person";

type Person = RouterOutputs["people"]["list"][number];
type Customers = RouterOutputs["organisation"]["settings"]["customers"];

export function People({ customers }: { customers: Customers }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { data: people } = useSuspenseQuery(trpc.people.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [disabling, setDisabling] = useState<Person | null>(null);
  const change = useMutation(
    trpc.people.setDisabled.mutationOptions({
      onSuccess: (_data, { disabled }) => {
        setDisabling(null);
        toast({ title: disabled ? "Disabled and signed out" : "Enabled again" });
      },
      onSettled: () => queryClient.invalidateQueries(trpc.people.pathFilter()),
    }),
  );
  return (
    <Card
      id="people"
      title="Users"
      description="Admins see and configure everything. Customer users see their own customers only."
      flush
      actions={
        <Button variant="outline" onClick={() => setAdding(true)}>
          <UserPlus aria-hidden /> Add user
        </Button>
      }
    >
      <Table caption="Users of the organisation">
        <TableHeader>
          <TableRow>
            <TableHead>Name</TableHead>
            <TableHead>Role</TableHead>
            <TableHead>Customers</TableHead>
            <TableHead>
              <span className="sr-only">Action</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {people.map((person) => (
            <TableRow key={person.id}>
              <TableCell>
                <span className="font-medium">{person.name}</span>
                {person.you ? <span className="text-muted-foreground"> (you)</span> : null}
                <span className="block text-muted-foreground break-all">{person.email}</span>
              </TableCell>
              <TableCell label="Role">
                <span className="inline-flex flex-wrap items-center gap-2">
                  {person.role === "admin" ? "Admin" : "Customer user"}
                  {person.disabledAt ? <Badge>Disabled</Badge> : null}
                </span>
              </TableCell>
              <TableCell label="Customers">
                {person.role === "admin" ? "All" : person.customers.join(", ") || "None"}
              </TableCell>
              <TableCell className="text-right">
                {person.you ? null : (
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`${person.disabledAt ? "Enable" : "Disable"} ${person.name}`}
                    onClick={() =>
                      person.disabledAt
                        ? change.mutate({ userId: person.id, disabled: false })
                        : setDisabling(person)
                    }
                  >
                    {person.disabledAt ? "Enable" : "Disable"}
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <AddPerson open={adding} onOpenChange={setAdding} customers={customers} />
      <ConfirmDialog
        open={disabling !== null}
        onOpenChange={() => setDisabling(null)}
        title={`Disable ${disabling?.name ?? ""}?`}
        confirmLabel="Disable user"
        destructive
        pending={change.isPending}
        error={change.error ? errorMessage(change.error) : null}
        onConfirm={() => disabling && change.mutate({ userId: disabling.id, disabled: true })}
      >
        <p>
          They are signed out everywhere at once and cannot sign in again until someone enables
          them. What they did stays in the audit log.
        </p>
      </ConfirmDialog>
    </Card>
  );
}
