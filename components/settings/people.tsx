"use client";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useLoadedQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
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
import { ChangePerson } from "./change-person";
import { EndAccess } from "./end-access";
import { Invitations } from "./invitations";
import { InvitePerson } from "./invite-person";
import { RemoveSecondFactor } from "./remove-second-factor";
import type { Customers } from "./role-fields";

type Person = RouterOutputs["people"]["list"][number];
type Asked = { person: Person; what: "change" | "secondFactor" | "signOut" | "disable" | "remove" };

export function People({ customers }: { customers: Customers }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { data: people } = useLoadedQuery(trpc.people.list.queryOptions());
  const [inviting, setInviting] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const enable = useMutation(
    trpc.people.setDisabled.mutationOptions({
      onSuccess: () => toast({ title: "Enabled again" }),
      onSettled: () => queryClient.invalidateQueries(trpc.people.pathFilter()),
    }),
  );
  const done = () => setAsked(null);
  return (
    <Card
      id="people"
      title="Users"
      description="Admins see and configure everything. Customer users see their own customers only."
      flush
      actions={
        <Button variant="outline" onClick={() => setInviting(true)}>
          <UserPlus aria-hidden /> Invite user
        </Button>
      }
    >
      {enable.error ? (
        <Alert tone="danger" live className="m-4">
          {errorMessage(enable.error)}
        </Alert>
      ) : null}
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
                  {person.secondFactor ? <Badge tone="success">Second factor</Badge> : null}
                  {person.disabledAt ? <Badge>Disabled</Badge> : null}
                </span>
              </TableCell>
              <TableCell label="Customers">
                {person.role === "admin"
                  ? "All"
                  : person.customers.map(({ name }) => name).join(", ") || "None"}
              </TableCell>
              <TableCell className="text-right">
                {person.you ? null : (
                  <span className="inline-flex flex-wrap justify-end gap-1">
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={`Change ${person.name}`}
                      onClick={() => setAsked({ person, what: "change" })}
                    >
                      Change
                    </Button>
                    {person.secondFactor ? (
                      <Button
                        size="sm"
                        variant="ghost"
                        aria-label={`Remove second factor of ${person.name}`}
                        onClick={() => setAsked({ person, what: "secondFactor" })}
                      >
                        Remove second factor
                      </Button>
                    ) : null}
                    {person.disabledAt ? null : (
                      <Button
                        size="sm"
                        variant="ghost"
                        aria-label={`Sign out ${person.name}`}
                        onClick={() => setAsked({ person, what: "signOut" })}
                      >
                        Sign out
                      </Button>
                    )}
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={`${person.disabledAt ? "Enable" : "Disable"} ${person.name}`}
                      onClick={() =>
                        person.disabledAt
                          ? enable.mutate({ userId: person.id, disabled: false })
                          : setAsked({ person, what: "disable" })
                      }
                    >
                      {person.disabledAt ? "Enable" : "Disable"}
                    </Button>
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={`Remove ${person.name}`}
                      onClick={() => setAsked({ person, what: "remove" })}
                    >
                      Remove
                    </Button>
                  </span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Invitations />
      <InvitePerson open={inviting} onOpenChange={setInviting} customers={customers} />
      {asked?.what === "change" ? (
        <ChangePerson person={asked.person} customers={customers} onDone={done} />
      ) : null}
      {asked?.what === "secondFactor" ? (
        <RemoveSecondFactor person={asked.person} onDone={done} />
      ) : null}
      {asked && asked.what !== "change" && asked.what !== "secondFactor" ? (
        <EndAccess person={asked.person} how={asked.what} onDone={done} />
      ) : null}
    </Card>
  );
}
