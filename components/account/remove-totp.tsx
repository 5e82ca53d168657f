"use client";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";

/** Mount it anew each time. */
export function RemoveTotp({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const remove = useMutation(trpc.account.removeTotp.mutationOptions({ onSuccess: onDone }));
  const { errors, general } = formErrors(remove.error);
  return (
    <Dialog
      open
      onOpenChange={onDone}
      title="Remove authenticator app?"
      description="From then on your password alone opens your account. The recovery codes end too."
    >
      <Form
        errors={errors}
        error={general}
        pending={remove.isPending}
        onSubmit={(data) => remove.mutate({ password: String(data.get("password")) })}
      >
        <Field label="Your password" error={errors.password} required>
          <Input name="password" type="password" autoComplete="current-password" />
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" variant="destructive" pending={remove.isPending}>
            Remove
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
