"use client";
import { useEffect } from "react";
import { PreviewResult } from "@/components/orders/preview-result";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";

const knownWords = (known: number) =>
  known === 0
    ? undefined
    : known === 1
      ? "1 more is known already and stays as it is."
      : `${known} more are known already and stay as they are.`;

/** What the next pull would do, read whenever `looks` rises. */
export function PreviewDialog({
  integrationId,
  looks,
  open,
  onOpenChange,
}: {
  integrationId: string;
  looks: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const trpc = useTRPC();
  const preview = useMutation(trpc.orders.previewNextPull.mutationOptions());
  const { mutate } = preview;
  useEffect(() => {
    if (looks > 0) mutate({ integrationId });
  }, [looks, mutate, integrationId]);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Preview of the next pull"
      description="What it would make of the shop's orders as they are now. Nothing is changed by looking."
      wide
      footer={
        <Button
          variant="outline"
          pending={preview.isPending}
          onClick={() => mutate({ integrationId })}
        >
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
  );
}
