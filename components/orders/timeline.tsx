import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/server/trpc/types";
import { elapsedWords } from "./elapsed-words";
import { eventWords } from "./event-words";

/** Everything that happened to an order, oldest first, each with how long after the one before. */
export function Timeline({ events }: { events: RouterOutputs["orders"]["get"]["timeline"] }) {
  return (
    <ol className="grid">
      {events.map((event, place) => (
        <li key={event.id} className="relative grid gap-0.5 border-l pb-4 pl-4 last:pb-0">
          <span
            aria-hidden
            className="absolute top-1.5 -left-[0.28rem] size-2 rounded-full bg-muted-foreground"
          />
          <span className="break-words">{eventWords(event)}</span>
          <span className="text-[0.8125rem] text-muted-foreground">
            <RelativeTime at={event.at} absolute />
            {elapsedWords(events[place - 1]?.at, event.at)}
          </span>
        </li>
      ))}
    </ol>
  );
}
