"use client";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useLoadedQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Switch } from "@/components/ui/checkbox";
import { mailKinds } from "@/server/notifications/words";

/** Which mails the person gets from this organisation; a choice holds at once. */
export function MailChoices() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: choices } = useLoadedQuery(trpc.account.mails.queryOptions());
  const choose = useMutation(
    trpc.account.chooseMails.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.account.mails.queryFilter()),
    }),
  );
  // What was pressed is shown at once; once the server refuses, what it keeps is shown again.
  const pressed = choose.isPending ? choose.variables : null;
  return (
    <Card
      id="mails"
      title="Mails you get"
      description="From this organisation. Whatever you choose, the pages show what every order waits for."
    >
      <div className="grid gap-3">
        {choose.error ? (
          <Alert tone="danger" live>
            {errorMessage(choose.error)}
          </Alert>
        ) : null}
        {choices.map(({ kind, wanted }) => (
          <Switch
            key={kind}
            label={mailKinds[kind]}
            checked={pressed?.kind === kind ? pressed.wanted : wanted}
            onChange={(event) => choose.mutate({ kind, wanted: event.target.checked })}
          />
        ))}
      </div>
    </Card>
  );
}
