"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Shown once, right after the key was made; only a hash of it is stored. */
export function NewWebhookKey({ secret, onDone }: { secret: string | null; onDone: () => void }) {
  return (
    <Dialog
      open={secret !== null}
      onOpenChange={onDone}
      title="Key made"
      description="Give it to CartonCloud's integration staff by a safe way. It is not shown again."
      footer={<Button onClick={onDone}>Done</Button>}
    >
      <Field label="API-Key">
        <Input
          readOnly
          value={secret ?? ""}
          className="font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
    </Dialog>
  );
}
