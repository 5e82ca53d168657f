"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useLoadedQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
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

export function Sessions() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { data: sessions } = useLoadedQuery(trpc.account.sessions.queryOptions());
  const ended = {
    onSuccess: () => toast({ title: "Signed out there" }),
    onSettled: () => queryClient.invalidateQueries(trpc.account.pathFilter()),
  };
  const end = useMutation(trpc.account.endSession.mutationOptions(ended));
  const endOthers = useMutation(trpc.account.endOtherSessions.mutationOptions(ended));
  const error = end.error ?? endOthers.error;
  return (
    <Card
      id="sessions"
      title="Where you are signed in"
      description="A browser that you sign out here is out at its next step."
      flush
      actions={
        sessions.length > 1 ? (
          <Button
            variant="outline"
            pending={endOthers.isPending}
            onClick={() => endOthers.mutate()}
          >
            Sign out everywhere else
          </Button>
        ) : null
      }
    >
      {error ? (
        <Alert tone="danger" live className="m-4">
          {errorMessage(error)}
        </Alert>
      ) : null}
      <Table caption="Browsers in which you are signed in">
        <TableHeader>
          <TableRow>
            <TableHead>Browser</TableHead>
            <TableHead>Network address</TableHead>
            <TableHead>Signed in</TableHead>
            <TableHead>Last used</TableHead>
            <TableHead>
              <span className="sr-only">Action</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {sessions.map((session) => (
            <TableRow key={session.id}>
              <TableCell>
                <span className="inline-flex flex-wrap items-center gap-2 font-medium">
                  {session.device}
                  {session.current ? <Badge tone="success">This browser</Badge> : null}
                </span>
              </TableCell>
              <TableCell label="Network address">{session.address ?? "Not known"}</TableCell>
              <TableCell label="Signed in">
                <RelativeTime at={session.createdAt} />
              </TableCell>
              <TableCell label="Last used">
                <RelativeTime at={session.lastSeenAt} />
              </TableCell>
              <TableCell className="text-right">
                {session.current ? null : (
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`Sign out ${session.device}`}
                    onClick={() => end.mutate({ sessionId: session.id })}
                  >
                    Sign out
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
