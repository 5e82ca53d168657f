"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";

type Person = RouterOutputs["people"]["list"][number];

/** What each way of ending says; sessions end with all of them. */
const words = {
  signOut: {
    title: "Sign out",
    confirm: "Sign out",
    done: "Signed out in every browser",
    text: "They are signed out of your organisation in every browser at once, and may sign in again. If somebody else may know their password, disable them until they have set a new one.",
  },
  disable: {
    title: "Disable",
    confirm: "Disable user",
    done: "Disabled and signed out",
    text: "They are signed out of your organisation at once and cannot come back until someone enables them. What they did stays in the audit log.",
  },
  remove: {
    title: "Remove",
    confirm: "Remove user",
    done: "Removed and signed out",
    text: "They are signed out of your organisation at once and belong to it no more; to come back they need a new invitation. What they did stays in the audit log.",
  },
} as const;

/** Asks before a person is signed out, disabled or removed. Mount it anew for each. */
export function EndAccess({
  person,
  how,
  onDone,
}: {
  person: Person;
  how: keyof typeof words;
  onDone: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { title, confirm, done, text } = words[how];
  const saved = {
    onSuccess: () => {
      onDone();
      toast({ title: done });
      return queryClient.invalidateQueries(trpc.people.pathFilter());
    },
  };
  const ways = {
    signOut: useMutation(trpc.people.signOut.mutationOptions(saved)),
    disable: useMutation(trpc.people.setDisabled.mutationOptions(saved)),
    remove: useMutation(trpc.people.remove.mutationOptions(saved)),
  };
  const { error, isPending } = ways[how];
  const end = {
    signOut: () => ways.signOut.mutate({ userId: person.id }),
    disable: () => ways.disable.mutate({ userId: person.id, disabled: true }),
    remove: () => ways.remove.mutate({ userId: person.id }),
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onDone}
      title={`${title} ${person.name}?`}
      confirmLabel={confirm}
      destructive
      pending={isPending}
      error={error ? errorMessage(error) : null}
      onConfirm={end[how]}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}
