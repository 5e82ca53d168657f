"use client";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useQueryClient } from "@/components/query/provider";
import { useMutation } from "@/components/query/use-mutation";
import { useLoadedQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import type { RouterOutputs } from "@/server/trpc/types";
import { ShownOnce } from "./shown-once";

/** How often the page looks whether a call has arrived, in milliseconds. */
const pollMs = 10_000;

type Webhook = RouterOutputs["organisation"]["webhook"];
type Key = Webhook["keys"][number];

function Arrivals({ receivedAt, refusedAt, strangerAt }: Webhook) {
  const refusedSince = refusedAt && (!receivedAt || refusedAt > receivedAt);
  return (
    <>
      {refusedSince ? (
        <Alert tone="warning" live title="The last call came with a wrong key">
          It came <RelativeTime at={refusedAt} /> and was refused. CartonCloud has to send one of
          the keys below.
        </Alert>
      ) : null}
      <Facts>
        <Fact name="Last arrived">
          {receivedAt ? (
            <RelativeTime at={receivedAt} />
          ) : (
            "Never. Dispatched orders are found by asking CartonCloud every few minutes."
          )}
        </Fact>
        {strangerAt ? (
          <Fact name="Last about an order that was not made here">
            <RelativeTime at={strangerAt} />. Such calls are taken and change nothing.
          </Fact>
        ) : null}
      </Facts>
    </>
  );
}

function Keys({ keys, onRemove }: { keys: Key[]; onRemove: (key: Key) => void }) {
  if (keys.length === 0)
    return <p className="text-muted-foreground">No key yet. Without one every call is refused.</p>;
  return (
    <ul className="divide-y rounded-md border">
      {keys.map((key) => (
        <li key={key.id} className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
          <span>
            Ends with <code className="font-mono">{key.ending}</code>, made{" "}
            {key.createdByName ? `by ${key.createdByName} ` : ""}
            <RelativeTime at={key.createdAt} />,{" "}
            {key.lastUsedAt ? (
              <>
                last used <RelativeTime at={key.lastUsedAt} />
              </>
            ) : (
              "never used"
            )}
          </span>
          <Button size="sm" variant="ghost" onClick={() => onRemove(key)}>
            Remove<span className="sr-only"> the key that ends with {key.ending}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** How CartonCloud tells of dispatched orders at once: what to ask its staff for, the keys, and when it last came. */
export function CartonCloudWebhook() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { data: webhook } = useLoadedQuery({
    ...trpc.organisation.webhook.queryOptions(),
    refetchInterval: pollMs,
  });
  const [removing, setRemoving] = useState<Key | null>(null);
  const onSettled = () => queryClient.invalidateQueries(trpc.organisation.webhook.pathFilter());
  const make = useMutation(trpc.organisation.makeWebhookKey.mutationOptions({ onSettled }));
  const remove = useMutation(
    trpc.organisation.removeWebhookKey.mutationOptions({
      onSettled,
      onSuccess: () => {
        setRemoving(null);
        toast({ title: "Key removed" });
      },
    }),
  );
  return (
    <Card
      id="webhook"
      title="CartonCloud webhook"
      description="With it Etsy is told within seconds of a dispatch, without it within minutes. CartonCloud's integration staff set it up on request."
      actions={
        <Button
          variant="outline"
          pending={make.isPending}
          aria-disabled={!webhook.mayAdd || undefined}
          aria-describedby={webhook.mayAdd ? undefined : "no-more-keys"}
          onClick={webhook.mayAdd ? () => make.mutate() : undefined}
        >
          <KeyRound aria-hidden /> Make a key
        </Button>
      }
    >
      <div className="grid gap-4">
        {make.error ? (
          <Alert tone="danger" live>
            {errorMessage(make.error)}
          </Alert>
        ) : null}
        <Arrivals {...webhook} />
        <div className="grid gap-2">
          <p>Ask them for a webhook of this kind:</p>
          <ul className="grid list-disc gap-1 pl-5">
            <li>Sale Orders, at every order status change, for every customer with a shop here</li>
            <li>
              To <code className="break-all font-mono">{webhook.url}</code>
            </li>
            <li>
              With the header <code className="font-mono">API-Key</code>, set to a key that is made
              here
            </li>
          </ul>
        </div>
        <Keys keys={webhook.keys} onRemove={setRemoving} />
        {webhook.mayAdd ? null : (
          <p id="no-more-keys" className="text-muted-foreground">
            Two keys are valid at once, so that one can replace the other without a gap. Remove the
            one that is no longer sent before you make another.
          </p>
        )}
      </div>
      <ShownOnce
        open={make.data !== undefined}
        title="Key made"
        description="Give it to CartonCloud's integration staff by a safe way. It is not shown again."
        label="API-Key"
        secret={make.data?.key ?? ""}
        onDone={make.reset}
      />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (!open) setRemoving(null);
        }}
        title={`Remove the key that ends with ${removing?.ending ?? ""}`}
        confirmLabel="Remove"
        destructive
        pending={remove.isPending}
        error={remove.error ? errorMessage(remove.error) : null}
        onConfirm={() => removing && remove.mutate({ keyId: removing.id })}
      >
        <p>
          Calls that carry it are refused from now on. No dispatch is lost: CartonCloud is still
          asked every few minutes.
        </p>
      </ConfirmDialog>
    </Card>
  );
}
