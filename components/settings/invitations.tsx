"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useLoadedQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";

/** Who was invited and has not accepted yet; nothing where there is nobody. */
export function Invitations() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { data: invitations } = useLoadedQuery(trpc.people.invitations.queryOptions());
  const reload = () => queryClient.invalidateQueries(trpc.people.pathFilter());
  const resend = useMutation(
    trpc.people.resendInvitation.mutationOptions({
      onSuccess: ({ email, mailWaits }) =>
        toast({
          title: mailWaits
            ? `The invitation of ${email} waits: no mail server is set`
            : `A new invitation is on its way to ${email}`,
        }),
      onSettled: reload,
    }),
  );
  const revoke = useMutation(
    trpc.people.revokeInvitation.mutationOptions({
      onSuccess: () => toast({ title: "Invitation revoked" }),
      onSettled: reload,
    }),
  );
  const error = resend.error ?? revoke.error;
  if (invitations.length === 0) return null;
  return (
    <div className="border-t">
      {error ? (
        <Alert tone="danger" live className="m-4">
          {errorMessage(error)}
        </Alert>
      ) : null}
      <Table caption="Open invitations">
        <TableHeader>
          <TableRow>
            <TableHead>Invited</TableHead>
            <TableHead>Role</TableHead>
            <TableHead>Customers</TableHead>
            <TableHead>
              <span className="sr-only">Action</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {invitations.map((one) => (
            <TableRow key={one.id}>
              <TableCell>
                <span className="font-medium break-all">{one.email}</span>
                <span className="block text-muted-foreground">
                  by {one.invitedBy}, sent <RelativeTime at={one.sentAt} />
                </span>
              </TableCell>
              <TableCell label="Role">
                <span className="inline-flex flex-wrap items-center gap-2">
                  {one.role === "admin" ? "Admin" : "Customer user"}
                  {one.expired ? <Badge tone="warning">Expired</Badge> : <Badge>Invited</Badge>}
                </span>
              </TableCell>
              <TableCell label="Customers">
                {one.role === "admin" ? "All" : one.customers.join(", ") || "None"}
              </TableCell>
              <TableCell className="text-right">
                <span className="inline-flex flex-wrap justify-end gap-1">
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`Send the invitation of ${one.email} again`}
                    onClick={() => resend.mutate({ invitationId: one.id })}
                  >
                    Send again
                  </Button>
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`Revoke the invitation of ${one.email}`}
                    onClick={() => revoke.mutate({ invitationId: one.id })}
                  >
                    Revoke
                  </Button>
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
