"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";

// Loaded at the first look: most page views ask for no preview.
const PreviewDialog = dynamic(() => import("./preview-dialog").then((file) => file.PreviewDialog), {
  ssr: false,
});

/** A button that shows what the next pull would do, without doing it. */
export function PreviewNextPull({ integrationId }: { integrationId: string }) {
  /** How often it was asked for: each time it is looked at anew. */
  const [looks, setLooks] = useState(0);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        onClick={() => {
          setOpen(true);
          setLooks(looks + 1);
        }}
      >
        Preview next pull
      </Button>
      {looks > 0 ? (
        <PreviewDialog
          integrationId={integrationId}
          looks={looks}
          open={open}
          onOpenChange={setOpen}
        />
      ) : null}
    </>
  );
}
