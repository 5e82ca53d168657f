"use client";
import { useState } from "react";
import { Why } from "@/components/help/why";
import { Rights } from "@/components/integrations/rights";
import { errorMessage } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Fact, Facts } from "@/components/ui/facts";
import { Form } from "@/components/ui/form";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import { connectWords } from "./connect-words";
import { StepButtons } from "./step-buttons";
import { useConnect } from "./use-connect";
import type { StepProps } from "./wizard";

type Connect = ReturnType<typeof useConnect>;

function Shop({ connection }: { connection: Connect["connection"] }) {
  return (
    <div role="status" className="flex items-start gap-3">
      <span
        aria-hidden
        data-slot="connect-dot"
        className={cn(
          "mt-1 size-3 shrink-0 rounded-full",
          connection ? "bg-live forced-colors:forced-color-adjust-none" : "border-2 border-input",
        )}
      />
      {connection ? (
        <p>
          Connected to <strong>{connection.shopName}</strong>
        </p>
      ) : (
        <p>Not connected</p>
      )}
    </div>
  );
}

/** What the connection is, as Etsy told it and as it was made. */
function ConnectionFacts({ connection }: { connection: NonNullable<Connect["connection"]> }) {
  return (
    <Facts>
      <Fact name="Shop number">{connection.etsyShopId}</Fact>
      <Fact name="Connected">
        <RelativeTime at={connection.connectedAt} />
        {connection.connectedByName ? ` by ${connection.connectedByName}` : ""}
      </Fact>
      <Fact name="Granted in Etsy">
        {connection.granted.map(({ scope, words }, place) => (
          <span key={scope}>
            {place > 0 ? ", " : ""}
            {words} <code className="font-mono text-[0.8125rem]">{scope}</code>
          </span>
        ))}
      </Fact>
      <Fact name="Ends">
        <RelativeTime at={connection.endsUnusedAt} />, unless it is used before. Each use renews it.
      </Fact>
    </Facts>
  );
}

/** What goes on in the other tab, and the way into it where the browser kept it shut. */
function Waiting({ connect }: { connect: Connect }) {
  if (!connect.waiting || !connect.authorizeUrl) return null;
  const link = (words: string, target?: "_blank") => (
    <a
      href={connect.authorizeUrl ?? undefined}
      target={target}
      rel="noopener noreferrer"
      className="underline underline-offset-4"
    >
      {words}
    </a>
  );
  if (connect.blocked)
    return (
      <Alert tone="warning" live title="Your browser did not open the new tab">
        {link("Open Etsy in a new tab", "_blank")}: this page notices by itself when you are done
        there. Or {link("go to Etsy in this tab")}, which leads you back here.
      </Alert>
    );
  return (
    <div className="grid gap-1">
      <Spinner label="Waiting for you to grant access in Etsy" />
      <p className="text-[0.8125rem] text-muted-foreground">
        The tab is gone? {link("Open Etsy again", "_blank")}.
      </p>
    </div>
  );
}

/** "Authentication": the shop's owner grants access in Etsy; this page notices by itself. */
export function ConnectStep({ wizard, back, onDone }: StepProps) {
  const connect = useConnect(wizard.id);
  const [refused, setRefused] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const { connection, failure } = connect;

  function next() {
    setRefused(!connection);
    if (!connection) return;
    setLeaving(true);
    void onDone();
  }
  return (
    <Card>
      <Form onSubmit={next} pending={leaving}>
        <p className="max-w-prose text-pretty">
          {wizard.draft
            ? "The owner of the shop grants access in Etsy. It opens in a new tab; come back here afterwards."
            : `Connect again to renew the access to ${wizard.shopName ?? "the shop"}. It has to be the same shop.`}{" "}
          <Why word="consent">Why in Etsy?</Why>
        </p>
        <Shop connection={connection} />
        {connection ? (
          <>
            <ConnectionFacts connection={connection} />
            <Rights rights={connection.rights} />
          </>
        ) : null}
        {failure ? (
          <Alert tone="danger" live title={connectWords[failure.outcome].title}>
            {connectWords[failure.outcome].wayOut}
          </Alert>
        ) : null}
        {connect.error ? (
          <Alert tone="danger" live>
            {errorMessage(connect.error)}
          </Alert>
        ) : null}
        <Waiting connect={connect} />
        <div>
          <Button
            variant={connection ? "outline" : "default"}
            pending={connect.starting}
            onClick={() => {
              setRefused(false);
              connect.connect();
            }}
          >
            {failure ? "Try again" : "Connect"}
          </Button>
        </div>
        <StepButtons back={back} forward="Next" pending={leaving} quiet={!connection}>
          {refused && !connection ? (
            <Alert tone="warning" live>
              Connect the shop first. Without it there is nothing to pull orders from.
            </Alert>
          ) : null}
        </StepButtons>
      </Form>
    </Card>
  );
}
