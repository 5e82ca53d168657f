"use client";
import { useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useTRPC } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { RemoveTotp } from "./remove-totp";
import { SetUpTotp } from "./set-up-totp";

export function SecondFactor({ since, codesLeft }: { since: Date | null; codesLeft: number }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<"set up" | "remove" | null>(null);
  const done = () => {
    setAsked(null);
    return queryClient.invalidateQueries(trpc.account.pathFilter());
  };
  return (
    <Card
      id="second-factor"
      title="Authenticator app"
      description="A code of an app on your phone, asked for after your password. Who has your password alone then does not get in."
      actions={
        <Button variant="outline" onClick={() => setAsked(since ? "remove" : "set up")}>
          {since ? "Remove authenticator app" : "Set up an authenticator app"}
        </Button>
      }
    >
      <p className="flex flex-wrap items-center gap-2">
        {since ? (
          <>
            <Badge tone="success">On</Badge>
            <span>
              since <RelativeTime at={since} absolute />. Recovery codes left: {codesLeft}.
            </span>
          </>
        ) : (
          <>
            <Badge>Off</Badge> Your password alone opens your account.
          </>
        )}
      </p>
      {asked === "set up" ? <SetUpTotp onDone={done} /> : null}
      {asked === "remove" ? <RemoveTotp onDone={done} /> : null}
    </Card>
  );
}
