import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { LinkState } from "@/server/orders/words";

/** The states of an order as people read them. */
export const stateWords: Record<LinkState, string> = {
  held: "Waiting for you",
  received: "To be created",
  creating: "Being created",
  unknown: "Checking with CartonCloud",
  created: "At the warehouse",
  dispatched: "Dispatched",
  completed: "Completed",
  skipped: "Skipped",
};

const tones: Record<LinkState, Tone> = {
  held: "warning",
  received: "info",
  creating: "info",
  unknown: "info",
  created: "info",
  dispatched: "info",
  completed: "success",
  skipped: "neutral",
};

export function StateBadge({ state }: { state: LinkState }) {
  return <Badge tone={tones[state]}>{stateWords[state]}</Badge>;
}
