import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/server/trpc/types";
import { integrationEventWords } from "./event-words";

type View = RouterOutputs["integrations"]["get"];

const states = {
  running: { tone: "info", word: "Running" },
  succeeded: { tone: "success", word: "Done" },
  failed: { tone: "warning", word: "Failed" },
} as const;

function found({ kind, state, receiptsSeen, receiptsNew }: View["pulls"][number]): string {
  if (kind === "check" && state === "succeeded")
    return `Daily check: ${receiptsSeen} checked, ${receiptsNew} missing`;
  const changed = receiptsSeen === 1 ? "1 receipt read" : `${receiptsSeen} receipts read`;
  return `${changed}, ${receiptsNew} new`;
}

export function Pulls({ pulls }: { pulls: View["pulls"] }) {
  if (pulls.length === 0) return <p className="text-muted-foreground">No pull yet.</p>;
  return (
    <ul className="grid gap-2.5">
      {pulls.map((pull) => (
        <li key={pull.id} className="grid gap-0.5">
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={states[pull.state].tone}>{states[pull.state].word}</Badge>
            <RelativeTime at={pull.startedAt} />
            <span className="text-muted-foreground">
              {pull.trigger === "person"
                ? `asked for by ${pull.requestedByName ?? "a person"}`
                : pull.trigger === "webhook"
                  ? "told by Etsy"
                  : "by itself"}
            </span>
          </span>
          <span className="text-[0.8125rem] text-muted-foreground">
            {found(pull)}
            {pull.error ? `. ${pull.error}` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function History({ events }: { events: View["events"] }) {
  return (
    <ol className="grid gap-2">
      {events.map(({ id, at, kind, userName }) => (
        <li key={id} className="grid gap-0.5">
          <span>{integrationEventWords(kind, userName)}</span>
          <span className="text-[0.8125rem] text-muted-foreground">
            <RelativeTime at={at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
