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

/** A browser to sign out, or all others. */
export type Ending = { sessionId: string; device: string } | "others";

/** Asks for the password before other browsers are signed out. Mount it anew each time. */
export function EndSessions({
  ending,
  hasPassword,
  onDone,
}: {
  ending: Ending;
  hasPassword: boolean;
  onDone: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const ended = {
    onSuccess: () => {
      onDone();
      toast({ title: "Signed out there" });
      return queryClient.invalidateQueries(trpc.account.pathFilter());
    },
  };
  const one = useMutation(trpc.account.endSession.mutationOptions(ended));
  const others = useMutation(trpc.account.endOtherSessions.mutationOptions(ended));
  const { error, isPending } = ending === "others" ? others : one;
  const { errors, general } = formErrors(error);
  return (
    <Dialog
      open
      onOpenChange={onDone}
      title={ending === "others" ? "Sign out everywhere else?" : `Sign out ${ending.device}?`}
      description={
        hasPassword
          ? "If you do not know it, change your password too: who signed in there has it."
          : "It is out at its next step. If you do not know it, tell who runs your single sign-on."
      }
    >
      <Form
        errors={errors}
        error={general}
        pending={isPending}
        onSubmit={(data) => {
          const password = String(data.get("password") ?? "");
          if (ending === "others") others.mutate({ password });
          else one.mutate({ sessionId: ending.sessionId, password });
        }}
      >
        {hasPassword ? (
          <Field label="Your password" error={errors.password} required>
            <Input name="password" type="password" autoComplete="current-password" />
          </Field>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" variant="destructive" pending={isPending}>
            Sign out
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
