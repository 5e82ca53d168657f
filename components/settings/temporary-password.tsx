"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Shown once, right after the account was made; only a hash of it is stored. */
export function TemporaryPassword({
  open,
  email,
  password,
  onDone,
}: {
  open: boolean;
  email: string;
  password: string;
  onDone: () => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onDone}
      title="User added"
      description={`Give ${email} this password by a safe way. It is not shown again.`}
      footer={<Button onClick={onDone}>Done</Button>}
    >
      <Field label="Temporary password">
        <Input
          readOnly
          value={password}
          className="font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
    </Dialog>
  );
}
