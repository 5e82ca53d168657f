"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";

/** Takes away the second factor of who lost it. Mount it anew for each. */
export function RemoveSecondFactor({
  person,
  onDone,
}: {
  person: { id: string; name: string };
  onDone: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const remove = useMutation(
    trpc.people.removeSecondFactor.mutationOptions({
      onSuccess: () => {
        onDone();
        toast({ title: "Second factor removed, and signed out" });
        return queryClient.invalidateQueries(trpc.people.pathFilter());
      },
    }),
  );
  const { errors, general } = formErrors(remove.error);
  return (
    <Dialog
      open
      onOpenChange={onDone}
      title={`Remove the second factor of ${person.name}?`}
      description="For who lost their phone and their recovery codes. Make sure that it is they who ask you. They are signed out, told by mail, and get in by their password alone until they set up another."
    >
      <Form
        errors={errors}
        error={general}
        pending={remove.isPending}
        onSubmit={(data) =>
          remove.mutate({ userId: person.id, password: String(data.get("password")) })
        }
      >
        <Field
          label="Your password"
          hint="Leave it empty if you have none and sign in by single sign-on."
          error={errors.password}
        >
          <Input name="password" type="password" autoComplete="current-password" />
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" variant="destructive" pending={remove.isPending}>
            Remove second factor
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
