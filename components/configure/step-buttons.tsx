"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { buttonVariants } from "@/components/ui/button-variants";

/** The foot of a step: "Back", what is not saved, and "Next" or "Finish". */
export function StepButtons({
  back,
  forward,
  pending,
  quiet = false,
  dirty = false,
  onDiscard,
  children,
}: {
  back: string;
  forward: "Next" | "Finish";
  pending: boolean;
  /** Something else on the page comes first. */
  quiet?: boolean;
  /** Something was changed and is not saved. */
  dirty?: boolean;
  onDiscard?: () => void;
  children?: ReactNode;
}) {
  return (
    <div className="grid gap-3 border-t pt-4">
      {children}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Link className={buttonVariants({ variant: "outline" })} href={back}>
          Back
        </Link>
        <div className="ml-auto flex flex-wrap items-center gap-3">
          {dirty ? (
            <p className="text-[0.8125rem] text-muted-foreground">
              Not saved yet.{" "}
              {onDiscard ? (
                <Button variant="link" size="inline" onClick={onDiscard}>
                  Discard changes
                </Button>
              ) : null}
            </p>
          ) : null}
          <Button type="submit" variant={quiet ? "outline" : "default"} pending={pending}>
            {forward}
          </Button>
        </div>
      </div>
    </div>
  );
}
