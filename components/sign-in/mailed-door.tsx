"use client";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { DoorPage } from "./door-page";
import type { MailedLink } from "./use-mailed-link";

/** The page that a mailed link opens: while it is looked at, when it is not good, and what it opens. */
export function MailedDoor<Found>({
  link,
  title,
  over,
  children,
}: {
  link: MailedLink<Found>;
  /** Of the page as long as it is not known what the link opens. */
  title: string;
  /** What is said of a link that is not good. */
  over: ReactNode;
  children: (found: Found, token: string) => ReactNode;
}) {
  if (link.kind === "found") return children(link.found, link.token);
  return (
    <DoorPage title={title}>
      {link.kind === "looking" ? (
        <>
          <p className="text-muted-foreground">
            <Spinner label="Looking at your link" />
          </p>
          <noscript>
            <Alert tone="warning">
              This page needs scripts. Allow them for this address and load it again.
            </Alert>
          </noscript>
        </>
      ) : null}
      {link.kind === "over" ? over : null}
      {link.kind === "failed" ? (
        <Alert
          tone="danger"
          live
          title="Your link could not be looked at just now"
          actions={
            <Button variant="outline" onClick={() => window.location.reload()}>
              Try again
            </Button>
          }
        >
          Nothing was changed, and the link stays good.
        </Alert>
      ) : null}
    </DoorPage>
  );
}
