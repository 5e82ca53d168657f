"use client";
import { useState } from "react";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
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
import type { Ending } from "./end-sessions";
import { EndSessions } from "./end-sessions";

export function Sessions({ hasPassword }: { hasPassword: boolean }) {
  const trpc = useTRPC();
  const { data: sessions } = useLoadedQuery(trpc.account.sessions.queryOptions());
  const [ending, setEnding] = useState<Ending | null>(null);
  return (
    <Card
      id="sessions"
      title="Where you are signed in"
      description="A browser that you sign out here is out at its next step."
      flush
      actions={
        sessions.length > 1 ? (
          <Button variant="outline" onClick={() => setEnding("others")}>
            Sign out everywhere else
          </Button>
        ) : null
      }
    >
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
                    onClick={() => setEnding({ sessionId: session.id, device: session.device })}
                  >
                    Sign out
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {ending ? (
        <EndSessions ending={ending} hasPassword={hasPassword} onDone={() => setEnding(null)} />
      ) : null}
    </Card>
  );
}
