"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import type { RouterOutputs } from "@/server/trpc/types";
import { ChangeDetails } from "./change-details";

type Details = Pick<RouterOutputs["organisation"]["settings"], "name" | "timeZone">;

/** What the organisation is called, and where it is by the clock. */
export function OrganisationDetails({ details }: { details: Details }) {
  const [changing, setChanging] = useState(false);
  return (
    <Card
      id="details"
      title="Name and time zone"
      actions={
        <Button variant="outline" onClick={() => setChanging(true)}>
          Change<span className="sr-only"> name and time zone</span>
        </Button>
      }
    >
      <Facts>
        <Fact name="Name">{details.name}</Fact>
        <Fact name="Time zone">
          {details.timeZone.replaceAll("_", " ")}
          <span className="block text-[0.8125rem] text-muted-foreground">
            Billing weeks begin there on Monday at 00:00, and mails name its time. Pages show each
            reader's own.
          </span>
        </Fact>
      </Facts>
      {changing ? <ChangeDetails details={details} onDone={() => setChanging(false)} /> : null}
    </Card>
  );
}
