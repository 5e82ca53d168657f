"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";

/** An address whose link was mailed and is not opened yet. */
export function PendingEmail({ email, expiresAt }: { email: string; expiresAt: Date }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const cancel = useMutation(
    trpc.account.cancelEmailChange.mutationOptions({
      onSuccess: () => toast({ title: "Change canceled: the link opens nothing any more" }),
      onSettled: () => queryClient.invalidateQueries(trpc.account.get.queryFilter()),
    }),
  );
  return (
    <>
      {cancel.error ? (
        <Alert tone="danger" live>
          {errorMessage(cancel.error)}
        </Alert>
      ) : null}
      <Alert
        title={`${email} waits for its link to be opened`}
        actions={
          <Button
            size="sm"
            variant="outline"
            pending={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Cancel the change
          </Button>
        }
      >
        A mail with a link went there; until it is opened, your address stays as it is. The link is
        good until <RelativeTime at={expiresAt} absolute />. If no mail comes, look into the folder
        for spam, or enter the address again.
      </Alert>
    </>
  );
}
