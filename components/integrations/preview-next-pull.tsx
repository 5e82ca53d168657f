"use client";
import { useMutation } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";

// Loaded at the first look: most page views ask for no preview.
const PreviewResult = dynamic(
  () => import("@/components/orders/preview-result").then((file) => file.PreviewResult),
  { ssr: false },
);

const knownWords = (known: number) =>
  known === 0
    ? undefined
    : known === 1
      ? "1 more is known already and stays as it is."
      : `${known} more are known already and stay as they are.`;

/** A button that shows what the next pull would do, without doing it. */
export function PreviewNextPull({ integrationId }: { integrationId: string }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const preview = useMutation(trpc.orders.previewNextPull.mutationOptions());
  const look = () => preview.mutate({ integrationId });
  return (
    <>
      <Button
        variant="ghost"
        onClick={() => {
          setOpen(true);
          look();
        }}
      >
        Preview next pull
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Preview of the next pull"
        description="What it would make of the shop's orders as they are now. Nothing is changed by looking."
        className="max-w-4xl"
        footer={
          <Button variant="outline" pending={preview.isPending} onClick={look}>
            Look again
          </Button>
        }
      >
        {preview.isPending ? <Spinner label="Reading the shop's orders" /> : null}
        {preview.error && !preview.isPending ? (
          <Alert tone="danger" live>
            {errorMessage(preview.error)}
          </Alert>
        ) : null}
        {preview.data && !preview.isPending ? (
          <PreviewResult
            result={preview.data}
            none="The next pull would change nothing: the shop shows nothing new."
            note={knownWords(preview.data.known)}
          />
        ) : null}
      </Dialog>
    </>
  );
}
