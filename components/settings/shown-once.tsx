"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A secret right after it was made; only a hash of it is stored. */
export function ShownOnce({
  open,
  title,
  description,
  label,
  secret,
  onDone,
}: {
  open: boolean;
  title: string;
  /** To whom to give it, and that it is not shown again. */
  description: string;
  label: string;
  secret: string;
  onDone: () => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onDone}
      title={title}
      description={description}
      footer={<Button onClick={onDone}>Done</Button>}
    >
      <Field label={label}>
        <Input
          readOnly
          value={secret}
          className="font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
    </Dialog>
  );
}
